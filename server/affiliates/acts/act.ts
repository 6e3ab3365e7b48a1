import type { Knex } from 'knex';
import { type Actor, AFFILIATE_LIMITS, type AffiliateActOutcome, type AffiliateReportAct } from '../../contract';
import { type Clock, type IdSource, onCommit, RewardsError } from '../../kernel';
import { lockDeliveries, writeDeliveries } from '../delivery/delivery-store';
import { laneOf } from '../record/draw-up';
import type { Act, Delivery } from '../record/event-store';
import { insertActs, readSubjects } from './act-store';
import { callOff } from './call-off';
import { ACT_BECOMES, canBeActedOn } from './rules';

export interface ActDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Called when something is to be sent that was committed. */
  onRecorded(): void;
}

/** F12. What somebody does with events besides looking at them. */
export interface ActInput {
  readonly act: AffiliateReportAct;
  readonly actor: Actor;
  readonly reason: string | null;
}

/**
 * F12. Has events sent once more, or calls them off: each by itself, so that one that cannot be does not keep the others.
 *
 * @param ids up to `AFFILIATE_LIMITS.events`
 * @returns what became of each, in the order of the ids
 * @throws TOO_MANY
 */
export async function actOn(
  deps: ActDependencies,
  ids: readonly string[],
  input: ActInput,
): Promise<readonly AffiliateActOutcome[]> {
  if (ids.length > AFFILIATE_LIMITS.events) {
    throw new RewardsError('TOO_MANY', { field: 'events', limit: String(AFFILIATE_LIMITS.events) });
  }
  return deps.inTransaction(async (trx) => {
    const stored = new Map((await lockDeliveries(trx, ids)).map((delivery) => [delivery.id, delivery]));
    const able = [...stored.values()].filter(({ status }) => canBeActedOn(status, input.act));
    if (input.act === 'retry') await sendAnew(deps, trx, able, input.actor);
    else await callOff(trx, able, input.reason, deps.clock.now());
    await insertActs(
      trx,
      able.map(({ id }) => actOf(deps, id, input)),
    );
    return ids.map((id) => outcomeOf(id, stored.get(id), input.act));
  });
}

async function sendAnew(
  { clock, onRecorded }: ActDependencies,
  trx: Knex.Transaction,
  deliveries: readonly Delivery[],
  actor: Actor,
): Promise<void> {
  if (deliveries.length === 0) return;
  const subjects = await readSubjects(
    trx,
    deliveries.map(({ id }) => id),
  );
  const anew = deliveries.map((one): Delivery => ({
    ...one,
    status: 'pending',
    lane: laneOf(one.system, subjects.get(one.id) ?? one.id),
    dueAt: clock.now(),
    askedBy: actor,
    round: 0,
  }));
  await writeDeliveries(trx, anew, []);
  onCommit(trx, onRecorded);
}

function actOf({ clock, newId }: ActDependencies, event: string, { act, actor, reason }: ActInput): Act {
  const at = clock.now();
  return { id: newId(at), event, act, reason, actor, at };
}

function outcomeOf(id: string, before: Delivery | undefined, act: AffiliateReportAct): AffiliateActOutcome {
  if (!before) return { id, done: false, status: null };
  const { status } = before;
  return canBeActedOn(status, act) ? { id, done: true, status: ACT_BECOMES[act] } : { id, done: false, status };
}
