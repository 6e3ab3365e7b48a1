import type { Knex } from 'knex';
import type { ClubEventListDto, ClubEventRowDto } from '../../contract';
import { type Clock, type Db, type PageRequest, pageOf, present } from '../../kernel';
import { toEventDto } from '../events/event-dto';
import { readEvents } from '../events/event-store';
import { toPayoutDtos } from '../payouts/payout-dto';
import { readPayoutsOf } from '../payouts/payout-store';
import { readMemberNames } from './name-store';
import { type AskedFilter, selectionOf, toWindowDto } from './selection';
import { countSelected, idsOfPage } from './selection-store';

export interface ClubReportDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  /** Decimals of a currency; undefined: there is none of that code. */
  scaleOf(currency: string): Promise<number | undefined>;
}

/**
 * A4, A11, E22. A page of the events that a filter lets through, newest first.
 *
 * @throws INVALID_INPUT, MISSION_NOT_FOUND
 */
export async function listClubEvents(
  deps: ClubReportDependencies,
  { page, pageSize, ...filter }: PageRequest & AskedFilter,
): Promise<ClubEventListDto> {
  const { db, clock } = deps;
  const selection = await selectionOf(db, filter, clock.now());
  const total = await countSelected(db, selection);
  const found = await pageOf({ page, pageSize }, total, async (span) =>
    eventRows(deps, db, await idsOfPage(db, selection, span)),
  );
  return { ...found, ...toWindowDto(selection) };
}

/** Events by their ids, in the order of these, as rows of a list. */
export async function eventRows(
  { scaleOf }: Pick<ClubReportDependencies, 'scaleOf'>,
  db: Db,
  ids: readonly string[],
): Promise<ClubEventRowDto[]> {
  const events = await readEvents(db, ids);
  const payouts = await toPayoutDtos(db, await readPayoutsOf(db, ids), scaleOf);
  const names = await readMemberNames(
    db,
    [...events.values()].flatMap(({ standing }) => standing.member ?? []),
  );
  return ids.map((id) => {
    const stored = present(events.get(id), 'an event of a list');
    return {
      ...toEventDto(stored),
      memberName: names.get(stored.standing.member ?? '') ?? null,
      payouts: payouts
        .filter(({ event }) => event === id)
        .map(({ mission, status, reason, currency, amount, badge }) => ({
          ...{ mission, status, reason, currency, amount, badge },
        })),
    };
  });
}
