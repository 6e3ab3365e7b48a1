import type { Knex } from 'knex';
import type { AffiliateSystemSettings } from '../../contract';
import { type IdSource, type Milliseconds } from '../../kernel';
import type { Delivery } from '../record/event-store';
import { lockDue, type SystemState, updateState, writeDeliveries } from './delivery-store';
import { interrupted } from './interrupted';
import { requireMove } from './moves';
import { paceOf } from './pace';

/** Due events that are looked at for one that may go: the others wait behind one of their lane, and are asked no more. */
const LOOKED_AT = 2;
/** How long a claim lasts, in time-outs of its system, and how much longer: then another process takes it for broken off. */
const TIMEOUTS = 5;
const MARGIN: Milliseconds = 15_000;

export interface ClaimDependencies {
  readonly newId: IdSource;
  readonly settings: AffiliateSystemSettings;
  readonly now: Milliseconds;
}

/** An event that this process sends now: nobody else does until the claim is over. */
export interface Claimed extends Delivery {
  readonly claim: string;
  readonly claimedAt: Milliseconds;
  /** When the claim is over. */
  readonly dueAt: Milliseconds;
}

export interface Claims {
  readonly claimed: readonly Claimed[];
  /** Whether more of them may go, behind those that were looked at. */
  readonly hasMore: boolean;
}

const NONE: Claims = { claimed: [], hasMore: false };

/**
 * F6, F9. Takes events of a system to be sent: the first ones of their lanes, those that have waited longest first, no more than
 * its rate allows.
 *
 * @param state locked: nobody else claims of this system meanwhile
 * @param room how many this process can take
 */
export async function claim(
  trx: Knex.Transaction,
  { newId, settings, now }: ClaimDependencies,
  state: SystemState,
  room: number,
): Promise<Claims> {
  if (!state.isOn) return NONE;
  const pace = paceOf(settings.ratePerMinute, state.busyUntil, now);
  const most = Math.min(room, pace.most);
  if (most <= 0) return NONE;
  const due = await lockDue(trx, state.system, now, most * LOOKED_AT);
  if (due.length === 0) return NONE;
  const first = due.filter(({ isHead }) => isHead).slice(0, most);
  const claimed = first.map(({ delivery }) => claimOf(delivery, { newId, settings, now }));
  const behind = due.filter(({ isBehind }) => isBehind).map(({ delivery }) => ({ ...delivery, dueAt: null }));
  const lost = first.map(({ delivery }) => delivery).filter(({ status }) => status === 'processing');
  await writeDeliveries(
    trx,
    [...claimed, ...behind],
    lost.map((one) => interrupted(one, { newId, now })),
  );
  const busyUntil = pace.busyUntil(claimed.length);
  if (busyUntil !== state.busyUntil) await updateState(trx, { ...state, busyUntil });
  const isUnsure = due.some(({ isHead, isBehind }) => !isHead && !isBehind);
  return { claimed, hasMore: claimed.length < most && (isUnsure || due.length === most * LOOKED_AT) };
}

function claimOf(one: Delivery, { newId, settings, now }: ClaimDependencies): Claimed {
  requireMove(one.status, 'processing');
  return {
    ...one,
    status: 'processing',
    claim: newId(now),
    claimedAt: now,
    // It waits for some of those that were claimed with it.
    dueAt: now + settings.timeoutMs * TIMEOUTS + MARGIN,
    // F8, F13. A try of a process that ended between request and answer is on record before the next one.
    attempts: one.attempts + (one.status === 'processing' ? 1 : 0),
  };
}
