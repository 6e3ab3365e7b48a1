import { type AffiliateEventStatus } from '../../contract';
import { type Db, longWorkOf, toIso, toIsoOrNull } from '../../kernel';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../../kernel/csv';
import { streamOf } from '../../kernel/file-stream';
import type { FileAnswer } from '../../kernel/http';
import { oneAhead } from '../../kernel/settle-all';
import { readByIds, type StoredEvent } from '../record/event-store';
import { exportFileName } from './file-name';
import { partnerLabel, relatedIdLabel } from './labels';
import type { ReportDependencies } from './list-events';
import { type AskedFilter, type Selection, selectionOf } from './selection';
import { placesOf } from './selection-store';
import { partnerIds, relatedIds, savedPayload } from './shown-event';

/** Events that are in memory at a time, twice: their payloads may be long. */
const EVENTS_AT_A_TIME = 200;

const SUCCESS: AffiliateEventStatus = 'success';

/** The columns of the file, in order (C9). */
const COLUMNS: readonly (readonly [header: string, cell: (stored: StoredEvent) => CsvCell])[] = [
  ['event id', ({ event }) => event.id],
  ['external id', ({ event }) => event.externalId],
  ['created', ({ event }) => toIso(event.createdAt)],
  ['sent', ({ delivery }) => toIsoOrNull(delivery.sentAt)],
  ['type', ({ delivery }) => delivery.type],
  ['kind', ({ event }) => event.kind],
  ['status', ({ delivery }) => delivery.status],
  ['system', ({ system }) => system.code],
  ['partner', (stored) => partnerLabel(partnerIds(stored))],
  ['affiliate', ({ link }) => link?.affiliate ?? null],
  ['pid', ({ delivery }) => delivery.pid],
  ['link external id', ({ link }) => link?.externalId ?? null],
  ['link pid', ({ link }) => link?.pid ?? null],
  ['link stag', ({ link }) => link?.stag ?? null],
  ['related id', (stored) => relatedIdLabel(relatedIds(stored))],
  ['user id', ({ event }) => event.userId],
  ['transaction id', ({ event }) => event.transactionId],
  ['account id', ({ event }) => event.accountId],
  ['link id', ({ link }) => link?.link ?? null],
  ['member id', ({ event }) => event.member],
  ['subject', ({ event }) => event.subject],
  ['action id', ({ event }) => event.actionId],
  ['click id', ({ event }) => event.clickId],
  ['tid', ({ event }) => event.tid],
  ['currency', ({ delivery }) => delivery.currency],
  ['amount', ({ delivery }) => (delivery.amount === null ? null : new CsvNumber(delivery.amount))],
  ['error', ({ delivery }) => (delivery.status === SUCCESS ? null : delivery.error)],
  ['attempts', ({ delivery }) => new CsvNumber(String(delivery.attempts))],
  ['request url', ({ delivery }) => delivery.url],
  ['payload', savedPayload],
  ['ledger entry', ({ event }) => event.causeEntry],
  ['corrects', ({ event }) => event.corrects],
];

/**
 * C9, F17. Every event that a filter lets through, newest first, as a CSV file that is made while it is sent: memory holds a few
 * hundred of them, however many there are. No connection is held between its pages, so that whoever reads slowly keeps nobody
 * waiting; an event whose status changes meanwhile is written as it stands when its page is read.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND
 */
export async function exportEvents(deps: ReportDependencies, filter: AskedFilter): Promise<FileAnswer> {
  const { db, clock } = deps;
  const selection = await selectionOf(deps, filter);
  return {
    name: exportFileName(selection, filter.system, clock.now()),
    type: 'text/csv; charset=utf-8',
    content: streamOf(asCsv(oneAhead(eventsOf(db, selection))), longWorkOf(db).settings().reader, () => undefined),
  };
}

async function* eventsOf(db: Db, selection: Selection): AsyncGenerator<StoredEvent[]> {
  let ids: string[] = [];
  for await (const { id } of placesOf(db, selection)) {
    ids.push(id);
    if (ids.length === EVENTS_AT_A_TIME) {
      yield await readByIds(db, ids);
      ids = [];
    }
  }
  if (ids.length > 0) yield await readByIds(db, ids);
}

async function* asCsv(parts: AsyncGenerator<StoredEvent[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([header]) => header));
  for await (const events of parts) yield events.map((one) => csvRecord(COLUMNS.map(([, cell]) => cell(one)))).join('');
}
