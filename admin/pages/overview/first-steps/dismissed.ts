import { useEffect, useState } from 'react';

import { PLUGIN_ID } from '../../../../server/contract';

const NAME = `${PLUGIN_ID}.first-steps.dismissed`;

function isKept(): boolean {
  try {
    return localStorage.getItem(NAME) !== null;
  } catch {
    // The browser keeps nothing for this site: then nobody has dismissed anything here.
    return false;
  }
}

function keep(): void {
  try {
    localStorage.setItem(NAME, 'true');
  } catch {
    // The browser has no room or allows none: it is dismissed as long as the page is open.
  }
}

/**
 * Whether what is left of the first steps is not wanted any more in this browser, and how somebody says so.
 *
 * @param isAllDone nothing is left: it is not to come back when a step is undone later
 */
export function useDismissed(isAllDone: boolean): readonly [isDismissed: boolean, dismiss: () => void] {
  const [isDismissed, setDismissed] = useState(isKept);
  useEffect(() => {
    if (isAllDone) keep();
  }, [isAllDone]);
  const dismiss = () => {
    keep();
    setDismissed(true);
  };
  return [isDismissed || isAllDone, dismiss];
}
