import type { OrderFormat } from '../contract';
import { RewardsError } from '../kernel';
import { type CsvRecord, readCsv } from '../kernel/csv-reader';
import { type Line, readLines } from '../kernel/text-lines';

/** The parts of an order as they stand in a text, not yet checked. */
export interface RawOrder {
  readonly externalId: string;
  readonly orderedAt: string;
  readonly amount: string;
  readonly orderId?: string;
  /** What tells a line without an order id from other ones. */
  readonly content: string;
}

/** A line that holds an order, or what is wrong with it. */
export interface RawLine {
  readonly line: number;
  readonly order: RawOrder | RewardsError;
}

/** Reads an order history's text, line by line; what is not an order is told as such and passed over. */
export function readText(chunks: AsyncIterable<string | Uint8Array>, format: OrderFormat): AsyncGenerator<RawLine> {
  const lines = readLines(chunks);
  return format === 'cdnow' ? readCdnow(lines) : readCsvOrders(readCsv(lines));
}

const bad = (problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field: 'line', problem });

async function* readCdnow(lines: AsyncIterable<Line>): AsyncGenerator<RawLine> {
  for await (const { number, text } of lines) {
    if (text?.trim() !== '') yield { line: number, order: text === null ? bad('is too long.') : cdnowOrder(text) };
  }
}

function cdnowOrder(text: string): RawOrder | RewardsError {
  const fields = text.trim().split(/\s+/);
  const [externalId = '', date = '', items = '', amount = ''] = fields;
  if (fields.length !== 4) return bad(`has ${fields.length} fields, not customer, date, items and value.`);
  if (!/^\d{8}$/.test(date)) return bad(`"${date.slice(0, 20)}" is not a date such as 19970131.`);
  if (!/^\d+$/.test(items)) return bad(`"${items.slice(0, 20)}" is not a number of items.`);
  const orderedAt = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return { externalId, orderedAt, amount, content: fields.join('/') };
}

/** Where a CSV's header has each part of an order. */
interface Columns {
  readonly customer: number;
  readonly orderedAt: number;
  readonly amount: number;
  /** -1: there is none. */
  readonly orderId: number;
  readonly width: number;
}

/**
 * The first record names the columns: `customer`, `ordered_at` (a date or an instant with its offset), `amount` and, if
 * there is one, `order_id`. Others are read past.
 */
async function* readCsvOrders(records: AsyncIterable<CsvRecord>): AsyncGenerator<RawLine> {
  let columns: Columns | undefined;
  for await (const { line, cells } of records) {
    if (columns === undefined) columns = columnsOf(cells ?? []);
    else
      yield {
        line,
        order: cells === null ? bad('has a quote that does not close, or is too long.') : csvOrder(cells, columns),
      };
  }
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const need = (name: string): number => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    const problem = 'the first line must name the columns customer, ordered_at, amount and, if there is one, order_id.';
    throw new RewardsError('INVALID_INPUT', { field: 'text', problem });
  };
  return {
    customer: need('customer'),
    orderedAt: need('ordered_at'),
    amount: need('amount'),
    orderId: names.indexOf('order_id'),
    width: names.length,
  };
}

function csvOrder(cells: readonly string[], columns: Columns): RawOrder | RewardsError {
  if (cells.length !== columns.width) return bad(`has ${cells.length} cells, the header has ${columns.width}.`);
  const at = (index: number) => (cells[index] ?? '').trim();
  const orderId = columns.orderId < 0 ? '' : at(columns.orderId);
  return {
    externalId: at(columns.customer),
    orderedAt: at(columns.orderedAt),
    amount: at(columns.amount),
    ...(orderId === '' ? {} : { orderId }),
    content: cells.map((cell) => cell.trim()).join('/'),
  };
}
