import type { Knex } from 'knex';
import type { Clock, IdSource } from '../../kernel';
import type { AffiliateSystem } from '../systems/system-store';
import { claim, type Claims } from './claim';
import { ensureState, lockState, type SystemState } from './delivery-store';
import { settle, type Tried, type Untried } from './settle';

export interface TurnDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  /** Runs work in a transaction of its own, which is tried again after a conflict. */
  transact<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** What a process does for a system in one transaction. */
export interface Turn {
  /** Tries that are over. */
  readonly ended: readonly (Tried | Untried)[];
  /** How many requests the process can make besides those under way. */
  readonly room: number;
}

export interface Turned extends Claims {
  /** F7. How the system stands where these tries have switched it off; else null. */
  readonly switchedOff: SystemState | null;
}

/**
 * Writes down what was tried and takes what may be sent next. One process at a time does so for a system; who only looks for
 * something to send leaves it to the one that is at it.
 */
export async function takeTurn(deps: TurnDependencies, system: AffiliateSystem, turn: Turn): Promise<Turned> {
  return deps.transact(async (trx) => {
    const state = await stateOf(trx, system.id, turn.ended.length === 0);
    if (!state) return { claimed: [], hasMore: false, switchedOff: null };
    const settled = turn.ended.length > 0 ? await settle(trx, state, turn.ended) : state;
    const { newId, clock } = deps;
    const claims = await claim(trx, { newId, settings: system.settings, now: clock.now() }, settled, turn.room);
    return { ...claims, switchedOff: state.isOn && !settled.isOn ? settled : null };
  });
}

async function stateOf(trx: Knex.Transaction, system: string, skip: boolean): Promise<SystemState | undefined> {
  const state = await lockState(trx, system, skip);
  if (state || skip) return state;
  await ensureState(trx, system);
  return lockState(trx, system, false);
}
