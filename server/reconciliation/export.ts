import { Readable } from 'node:stream';
import type { DiscrepancyDto, ReconciliationRunDto } from '../contract';
import { dayOf, type Db, formatAmount, toIso } from '../kernel';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../kernel/csv';
import type { FileAnswer } from '../kernel/http';
import { jsonFile, JsonList } from '../kernel/json-file';
import { toDiscrepancyDto, toRowDto } from './discrepancy-dto';
import { type ListedDiscrepancy, readAllOfMember, readAllOfRun } from './list-store';
import { getRun } from './lists';
import { shownFigure } from './rules';
import { readEvents } from './trail-store';

const figure = (text: string, one: ListedDiscrepancy): CsvCell =>
  one.difference === null ? text : new CsvNumber(shownFigure(text, one));

/** The columns of the file, in order. Figures are as this run saw them; the status is today's. */
const COLUMNS: readonly (readonly [header: string, cell: (one: ListedDiscrepancy) => CsvCell])[] = [
  ['discrepancy', (one) => one.id],
  ['kind', (one) => one.kind],
  ['figure', (one) => one.field],
  ['severity', (one) => one.severity],
  ['status', (one) => one.status],
  ['member', (one) => one.memberName],
  ['member id', (one) => one.member],
  ['currency', (one) => one.currency],
  ['subject', (one) => one.subject],
  ['expected', (one) => figure(one.expected, one)],
  ['actual', (one) => figure(one.actual, one)],
  ['difference', (one) => (one.difference === null ? null : new CsvNumber(formatAmount(one.difference, one.scale)))],
  ['first seen', (one) => toIso(one.firstSeenAt)],
  ['last seen', (one) => toIso(one.lastSeenAt)],
  ['resolution', (one) => one.resolution],
  ['resolved by', (one) => one.resolvedBy?.name ?? one.resolvedBy?.id ?? null],
];

/** D11. What a run saw, as a file that is made while it is sent. JSON has the run and the evidence as well. @throws RUN_NOT_FOUND */
export async function exportRun(db: Db, id: string, format: 'csv' | 'json'): Promise<FileAnswer> {
  const run = await getRun(db, id);
  const name = `reconciliation-${dayOf(Date.parse(run.startedAt))}-${run.id}.${format}`;
  const text = format === 'csv' ? asCsv(db, id) : asJson(db, run);
  return {
    name,
    type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    content: Readable.from(text, { objectMode: false, highWaterMark: 1 }),
  };
}

async function* asCsv(db: Db, id: string): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([header]) => header));
  for await (const one of readAllOfRun(db, id)) yield csvRecord(COLUMNS.map(([, cell]) => cell(one)));
}

async function* asJson(db: Db, run: ReconciliationRunDto): AsyncGenerator<string> {
  yield* jsonFile([
    ['run', run],
    ['discrepancies', new JsonList(seenBy(db, run.id))],
  ]);
}

async function* seenBy(db: Db, id: string): AsyncGenerator {
  for await (const one of readAllOfRun(db, id)) yield { ...toRowDto(one), evidence: one.evidence };
}

/** Everything about a member's discrepancies, oldest first, as the export of the member has it (B15). */
export async function* readDiscrepanciesOf(db: Db, member: string): AsyncGenerator<DiscrepancyDto> {
  for await (const one of readAllOfMember(db, member)) yield toDiscrepancyDto(one, await readEvents(db, one.id));
}
