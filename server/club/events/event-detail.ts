import type { ClubEventDetailDto } from '../../contract';
import type { Db } from '../../kernel';
import { toPayoutDtos } from '../payouts/payout-dto';
import { readPayoutsOf } from '../payouts/payout-store';
import { findDecision } from '../process/queue-store';
import { toEventDto } from './event-dto';
import { readEvents, readPayloads } from './event-store';

/**
 * E22. An event with its decision and its payouts; null when there is none of that id.
 *
 * @param scaleOf decimals of a currency
 */
export async function eventDetail(
  db: Db,
  id: string,
  scaleOf: (currency: string) => Promise<number | undefined>,
): Promise<ClubEventDetailDto | null> {
  const stored = (await readEvents(db, [id])).get(id);
  if (!stored) return null;
  return {
    ...toEventDto(stored),
    payload: (await readPayloads(db, [id])).get(id) ?? null,
    enteredBy: stored.event.actor,
    decision: (await findDecision(db, id))?.says ?? null,
    payouts: await toPayoutDtos(db, await readPayoutsOf(db, [id]), scaleOf),
  };
}
