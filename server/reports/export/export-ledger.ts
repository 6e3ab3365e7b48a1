import type { Knex } from 'knex';
import type { LedgerSort } from '../../contract';
import { type Clock, dialectOf, formatAmount, longWorkOf, toIso, toIsoOrNull } from '../../kernel';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../../kernel/csv';
import { streamOf } from '../../kernel/file-stream';
import type { FileAnswer } from '../../kernel/http';
import type { Sorting } from '../../kernel/query';
import { oneAhead } from '../../kernel/settle-all';
import { type LedgerRequest, type ListedRow, selectionOf, statusOf, strataOf } from '../entries';
import { holdsConnection, readAll } from './export-store';
import { exportFileName } from './file-name';

export interface LedgerExport extends LedgerRequest {
  readonly sort: Sorting<LedgerSort>;
}

/** As `toIso`: most rows take effect when they are posted, and often together with their neighbours. */
const isoOf = rememberingLast(toIso);

/** The columns of the file, in order (B11). */
const COLUMNS: readonly (readonly [header: string, cell: (row: ListedRow) => CsvCell])[] = [
  ['transaction id', (row) => row.id],
  ['member', (row) => row.memberName],
  ['member id', (row) => row.member],
  ['currency', (row) => row.currency],
  ['type', (row) => row.type],
  ['amount', (row) => new CsvNumber(formatAmount(row.amount, row.scale))],
  ['held', (row) => new CsvNumber(formatAmount(row.held, row.scale))],
  ['status', statusOf],
  ['rule', (row) => row.rule],
  ['event id', (row) => row.eventId],
  ['lot id', (row) => row.lotId],
  ['reason', (row) => row.reason],
  ['administrator', (row) => row.actorName ?? row.actorId],
  ['posted', (row) => isoOf(row.postedAt)],
  ['effective', (row) => isoOf(row.effectiveAt)],
  ['expires', (row) => toIsoOrNull(row.expiresAt)],
];

/**
 * Every row that was asked for, as a CSV file that is made while it is sent (B11): memory holds two pages of it, of which
 * one is read while the other is written out. Broken off, it stops reading, and so it is by itself when its reader does not
 * read on. Exports are not given the whole budget of long work: they wait for people.
 *
 * @throws UNKNOWN_CURRENCY, LEDGER_BUSY
 */
export async function exportLedger(
  { db, clock }: { readonly db: Knex; readonly clock: Clock },
  asked: LedgerExport,
): Promise<FileAnswer> {
  const dialect = dialectOf(db);
  const selection = await selectionOf(db, dialect, asked);
  const strata = strataOf(dialect, selection, asked.sort);
  const longWork = longWorkOf(db);
  const leave = holdsConnection(db) ? await longWork.enter(1) : () => undefined;
  const pages = readAll(db, dialect, selection, strata);
  return {
    name: exportFileName(asked, clock.now()),
    type: 'text/csv; charset=utf-8',
    content: streamOf(asCsv(oneAhead(pages)), longWork.settings().reader, leave),
  };
}

function rememberingLast<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}

async function* asCsv(pages: AsyncGenerator<ListedRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([header]) => header));
  for await (const rows of pages) yield rows.map((row) => csvRecord(COLUMNS.map(([, cell]) => cell(row)))).join('');
}
