import { setMaxListeners } from 'node:events';
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import type { AffiliateSystemOffEvent } from '../../contract';
import { type Clock, type Dialect, type IdSource, type Milliseconds, transact } from '../../kernel';
import type { AlertChannel } from '../../kernel/alert';
import { createSecretsSource } from '../systems/secrets-source';
import type { SecretCipher } from '../systems/secrets';
import type { AffiliateSystem } from '../systems/system-store';
import type { SystemsSource } from '../systems/systems-source';
import { createAgents } from './agents';
import { createLine, deliver, type Line } from './deliver';
import { prepare } from './prepare';
import { type Outgoing, send, type Sent } from './send';
import { tellSwitchedOff } from './switched-off';
import { takeTurn } from './turn';
import type { GuardRules } from './url-guard';
import { createWorker, type Worker } from './worker';

export interface DeliveryDependencies {
  readonly db: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly systems: SystemsSource;
  readonly cipher: SecretCipher | null;
  readonly rules: GuardRules;
  readonly log: Core.Strapi['log'];
  /** F7. The ways in which is told that a system was switched off. */
  readonly channels: readonly AlertChannel<AffiliateSystemOffEvent>[];
}

export interface AffiliateDelivery extends Worker {
  /** Sends one request that is no try of an event, by the same guard and the same connections. */
  sendNow(outgoing: Outgoing, deadline: Milliseconds): Promise<Sent>;
}

/** F6 to F10. What sends affiliate events in this process, with all that it takes. */
export function createDelivery(deps: DeliveryDependencies): AffiliateDelivery {
  const { db, dialect, clock, newId, systems, cipher, rules, log } = deps;
  const agents = createAgents();
  const way = { rules, agents };
  const giveUp = new AbortController();
  // Each request under way listens to it.
  setMaxListeners(0, giveUp.signal);
  let isStopping = false;
  const lines = new Map<string, Line>();
  const lineTo = ({ id }: AffiliateSystem): Line => {
    const line = lines.get(id) ?? createLine();
    lines.set(id, line);
    return line;
  };
  const secretsOf = createSecretsSource({ db, clock, cipher });
  const worker = createWorker({
    ...{ db, clock, systems, log },
    takeTurn: (system, turn) =>
      takeTurn({ clock, newId, transact: (work) => transact(db, dialect, work) }, system, turn),
    deliver: (system, batch, onEnded) =>
      deliver(
        {
          ...{ db, clock, way, line: lineTo(system), giveUp: giveUp.signal },
          stopping: () => isStopping,
          prepare: (of, stored) => prepare({ clock, secretsOf }, of, stored),
          onProblem: (error) => log.error(`Rewards: an affiliate event could not be made a request: ${String(error)}`),
        },
        system,
        batch,
        onEnded,
      ),
    onSwitchedOff: (system, state) => void tellSwitchedOff(deps, system, state),
    giveUp: () => giveUp.abort(),
  });
  return {
    ...worker,
    sendNow: (outgoing, deadline) => send(way, outgoing, { deadline, signal: giveUp.signal }),
    async stop() {
      isStopping = true;
      await worker.stop();
      agents.close();
    },
  };
}
