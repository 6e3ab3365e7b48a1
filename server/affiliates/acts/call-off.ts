import type { Knex } from 'knex';
import type { AffiliateEventStatus } from '../../contract';
import type { Clock, IdSource, Milliseconds } from '../../kernel';
import { freeHeads, lockDeliveries, writeDeliveries } from '../delivery/delivery-store';
import { mayBecome } from '../delivery/moves';
import type { Delivery } from '../record/event-store';
import { insertActs } from './act-store';

interface Dependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Statuses of an event that no system has taken, and none is being asked to. */
const NEVER_SENT: readonly AffiliateEventStatus[] = ['not_qualified', 'cancelled'];

/**
 * F14. Calls off what was not sent yet, of some events.
 *
 * @returns those that are never sent now, by their ids: what was called off, and what was never to be sent
 */
export async function callOffUnsent(
  { clock, newId }: Dependencies,
  trx: Knex.Transaction,
  ids: readonly string[],
  reason: string,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const stored = await lockDeliveries(trx, ids);
  const off = stored.filter(({ status }) => mayBecome(status, 'cancelled'));
  const at = clock.now();
  await callOff(trx, off, reason, at);
  await insertActs(
    trx,
    off.map(({ id }) => ({ id: newId(at), event: id, act: 'cancel' as const, reason, actor: null, at })),
  );
  const never = stored.filter(({ status }) => NEVER_SENT.includes(status));
  return new Set([...off, ...never].map(({ id }) => id));
}

/** F9. Calls events off, and lets go what has waited behind them. @param reason null: what failed before stays to be read */
export async function callOff(
  trx: Knex.Transaction,
  events: readonly Delivery[],
  reason: string | null,
  now: Milliseconds,
): Promise<void> {
  const off = events.map((one): Delivery => ({
    ...one,
    status: 'cancelled',
    lane: null,
    dueAt: null,
    error: reason ?? one.error,
  }));
  await writeDeliveries(trx, off, []);
  await freeHeads(
    trx,
    events.flatMap(({ lane }) => lane ?? []),
    now,
  );
}
