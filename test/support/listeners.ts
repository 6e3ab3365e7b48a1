/**
 * Strapi ends with `process.removeAllListeners()`. In a jest worker that also takes the listener by which jest hands it
 * its next test file, and the run hangs; elsewhere it takes whatever was to be tidied up on exit. Here a Strapi leaves
 * with its own listeners and no others.
 */
import type { Core } from '@strapi/types';

import { hostProcess } from './host';

type Listeners = Map<string | symbol, unknown[]>;

function listenersNow(): Listeners {
  return new Map(hostProcess.eventNames().map((name) => [name, hostProcess.rawListeners(name as 'exit')]));
}

function removeNewerThan(before: Listeners): void {
  for (const [name, listeners] of listenersNow()) {
    for (const listener of listeners) {
      if (!before.get(name)?.includes(listener)) hostProcess.removeListener(name, listener as () => void);
    }
  }
}

/** Creates a Strapi whose `destroy()` spares the listeners that were there before it. */
export function withListenersSpared(create: () => Core.Strapi): Core.Strapi {
  const before = listenersNow();
  const strapi = create();
  const destroy = strapi.destroy.bind(strapi);
  strapi.destroy = async () => {
    const removeAll = hostProcess.removeAllListeners;
    hostProcess.removeAllListeners = () => {
      removeNewerThan(before);
      return hostProcess;
    };
    try {
      await destroy();
    } finally {
      hostProcess.removeAllListeners = removeAll;
    }
  };
  return strapi;
}
