import type { OrderFormat } from '../contract';
import { RewardsError } from '../kernel';
import { type CsvRecord, misfitOf, readCsv } from '../kernel/csv-reader';
import { type Line, readLines } from '../kernel/text-lines';

/** The parts of an order as they stand in a text, not yet checked. */
export interface RawOrder {
  readonly externalId: string;
  readonly orderedAt: string;
  readonly amount: string;
  readonly orderId?: string;
}

/** A line that holds an order, or what is wrong with it. */
export interface RawLine {
  readonly line: number;
  readonly order: RawOrder | RewardsError;
}

/** Reads an order history's text, line by line; what is not an order is told as such and passed over. */
export function readText(chunks: AsyncIterable<string | Uint8Array>, format: OrderFormat): AsyncGenerator<RawLine> {
  const lines = readLines(chunks);
  return format === 'cdnow' ? readCdnow(lines) : readCsvOrders(lines);
}

const bad = (problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field: 'line', problem });

async function* readCdnow(lines: AsyncIterable<Line>): AsyncGenerator<RawLine> {
  for await (const { number, text, problem } of lines) {
    if (text?.trim() !== '') yield { line: number, order: text === null ? bad(problem) : cdnowOrder(text) };
  }
}

function cdnowOrder(text: string): RawOrder | RewardsError {
  const fields = text.trim().split(/\s+/);
  const [externalId = '', date = '', items = '', amount = ''] = fields;
  if (fields.length !== 4) return bad(`has ${fields.length} fields, not customer, date, items and value.`);
  if (!/^\d{8}$/.test(date)) return bad(`"${date.slice(0, 20)}" is not a date such as 19970131.`);
  if (!/^\d+$/.test(items)) return bad(`"${items.slice(0, 20)}" is not a number of items.`);
  const orderedAt = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return { externalId, orderedAt, amount };
}

/** Where a CSV's header has each part of an order. */
interface Columns {
  readonly customer: number;
  readonly orderedAt: number;
  readonly amount: number;
  /** -1: there is none. */
  readonly orderId: number;
  readonly names: readonly string[];
}

/**
 * The first record names the columns: `customer`, `ordered_at` (a date or an instant with its offset), `amount` and, if
 * there is one, `order_id`. Others are read past.
 */
async function* readCsvOrders(lines: AsyncIterable<Line>): AsyncGenerator<RawLine> {
  let columns: Columns | undefined;
  const looksRight = (cells: readonly string[]) =>
    columns === undefined ? !(columnsOf(cells) instanceof RewardsError) : looksLikeOrder(cells, columns);
  for await (const record of readCsv(lines, looksRight)) {
    if (columns !== undefined) yield { line: record.line, order: csvOrder(record, columns) };
    else columns = headingOf(record);
  }
}

const wrong = (problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field: 'text', problem });

function headingOf({ cells, problem }: CsvRecord): Columns {
  const columns = cells === null ? wrong(`the first line ${problem}`) : columnsOf(cells);
  if (columns instanceof RewardsError) throw columns;
  return columns;
}

const NEEDED = ['customer', 'ordered_at', 'amount'];

function columnsOf(header: readonly string[]): Columns | RewardsError {
  const names = header.map((name) => name.trim().toLowerCase());
  if (NEEDED.some((name) => !names.includes(name))) {
    return wrong('the first line must name the columns customer, ordered_at, amount and, if there is one, order_id.');
  }
  const twice = [...NEEDED, 'order_id'].find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) return wrong(`the first line names the column ${twice} twice.`);
  const [customer = -1, orderedAt = -1, amount = -1] = NEEDED.map((name) => names.indexOf(name));
  return { customer, orderedAt, amount, orderId: names.indexOf('order_id'), names };
}

function csvOrder({ cells, problem }: CsvRecord, columns: Columns): RawOrder | RewardsError {
  if (cells === null) return bad(problem);
  const misfit = misfitOf(cells, columns.names);
  return misfit === null ? orderIn(cells, columns) : bad(misfit);
}

function orderIn(cells: readonly string[], columns: Columns): RawOrder {
  const at = (index: number) => (cells[index] ?? '').trim();
  const orderId = at(columns.orderId);
  return {
    externalId: at(columns.customer),
    orderedAt: at(columns.orderedAt),
    amount: at(columns.amount),
    ...(orderId === '' ? {} : { orderId }),
  };
}

/** Whether cells are an order by their looks: a date and a figure where the header has them. */
function looksLikeOrder(cells: readonly string[], columns: Columns): boolean {
  const { orderedAt, amount } = orderIn(cells, columns);
  return (
    misfitOf(cells, columns.names) === null && /^\d{4}-\d{2}-\d{2}/.test(orderedAt) && /^[-+]?\d[\d.,]*$/.test(amount)
  );
}
