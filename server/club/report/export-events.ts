import type { ClubEventRowDto } from '../../contract';
import { compactInstant, type Db, longWorkOf } from '../../kernel';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../../kernel/csv';
import { streamOf } from '../../kernel/file-stream';
import type { FileAnswer } from '../../kernel/http';
import { type ClubReportDependencies, eventRows } from './list-events';
import { type AskedFilter, type Selection, selectionOf } from './selection';
import { placesOf } from './selection-store';

/** Events that are in memory at a time. */
const EVENTS_AT_A_TIME = 500;

type Payout = ClubEventRowDto['payouts'][number];

/** The columns of the file, in order: an event's, then those of one of its payouts. */
const COLUMNS: readonly (readonly [
  header: string,
  cell: (event: ClubEventRowDto, payout: Payout | null) => CsvCell,
])[] = [
  ['event id', ({ id }) => id],
  ['source', ({ source }) => source],
  ['external id', ({ externalId }) => externalId],
  ['type', ({ type }) => type],
  ['member id', ({ member }) => member],
  ['occurred', ({ occurredAt }) => occurredAt],
  ['received', ({ receivedAt }) => receivedAt],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['error', ({ error }) => error],
  ['mission', (_, payout) => payout?.mission.code ?? null],
  ['payout status', (_, payout) => payout?.status ?? null],
  ['payout reason', (_, payout) => payout?.reason ?? null],
  ['currency', (_, payout) => payout?.currency ?? null],
  ['amount', (_, payout) => (payout?.amount ? new CsvNumber(payout.amount) : null)],
  ['badge', (_, payout) => payout?.badge ?? null],
];

/**
 * A11. Every event that a filter lets through, newest first, as a CSV file that is made while it is sent: a line a payout, and one for
 * an event without any.
 *
 * @throws INVALID_INPUT, MISSION_NOT_FOUND
 */
export async function exportClubEvents(deps: ClubReportDependencies, filter: AskedFilter): Promise<FileAnswer> {
  const { db, clock } = deps;
  const now = clock.now();
  const selection = await selectionOf(db, filter, now);
  return {
    name: `club-events_${compactInstant(selection.from)}_${compactInstant(selection.until)}_${compactInstant(now)}.csv`,
    type: 'text/csv; charset=utf-8',
    content: streamOf(asCsv(deps, db, selection), longWorkOf(db).settings().reader, () => undefined),
  };
}

async function* asCsv(deps: ClubReportDependencies, db: Db, selection: Selection): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([header]) => header));
  let ids: string[] = [];
  for await (const { id } of placesOf(db, selection)) {
    ids.push(id);
    if (ids.length < EVENTS_AT_A_TIME) continue;
    yield linesOf(await eventRows(deps, db, ids));
    ids = [];
  }
  if (ids.length > 0) yield linesOf(await eventRows(deps, db, ids));
}

const linesOf = (events: readonly ClubEventRowDto[]): string =>
  events
    .flatMap((event) => (event.payouts.length === 0 ? [null] : event.payouts).map((payout) => lineOf(event, payout)))
    .join('');

const lineOf = (event: ClubEventRowDto, payout: Payout | null): string =>
  csvRecord(COLUMNS.map(([, cell]) => cell(event, payout)));
