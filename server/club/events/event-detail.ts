import type { ClubEventDetailDto, DecisionDto } from '../../contract';
import { type Db, present } from '../../kernel';
import { decisionOf } from '../decide/record';
import { findVersions } from '../missions/mission-store';
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
    decision: await readDecision(db, id),
    payouts: await toPayoutDtos(db, await readPayoutsOf(db, [id]), scaleOf),
  };
}

async function readDecision(db: Db, id: string): Promise<DecisionDto | null> {
  const stored = await findDecision(db, id);
  if (!stored) return null;
  const versions = await findVersions(db, [...new Set(stored.says.missions.map(([version]) => version))]);
  return decisionOf(stored.says, (row) => present(versions.get(row), 'the version of a decision'));
}
