import { setMaxListeners } from 'node:events';
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import { AFFILIATE_SYSTEM_OFF_EVENT, type AffiliateSystemOffEvent } from '../../contract';
import { type Clock, type Dialect, type IdSource, type Milliseconds, toIsoOrNull, transact } from '../../kernel';
import { createSecretsSource } from '../systems/secrets-source';
import type { SecretCipher } from '../systems/secrets';
import type { AffiliateSystem } from '../systems/system-store';
import type { SystemsSource } from '../systems/systems-source';
import { createAgents } from './agents';
import { createLine, deliver, type Line } from './deliver';
import type { SystemState } from './delivery-store';
import { prepare } from './prepare';
import { type Outgoing, send, type Sent } from './send';
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
  /** Tells Strapi's event hub, and so the webhooks that want to know. */
  emit(event: string, data: AffiliateSystemOffEvent): Promise<void>;
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
    onSwitchedOff: (system, state) => tellSwitchedOff(deps, system, state),
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

/** F7. Told once, by whoever switched it off. */
function tellSwitchedOff(
  { emit, log }: DeliveryDependencies,
  { id, code, name }: AffiliateSystem,
  { offSince, offWhy }: SystemState,
): void {
  log.error(`Rewards: the affiliate system ${name} was switched off, and its events wait: ${offWhy ?? ''}`);
  const event = { system: { id, code, name }, since: toIsoOrNull(offSince) ?? '', why: offWhy ?? '' };
  void emit(AFFILIATE_SYSTEM_OFF_EVENT, event).catch((error: unknown) => {
    log.warn(`Rewards: nobody could be told that ${name} was switched off: ${String(error)}`);
  });
}
