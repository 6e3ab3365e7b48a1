import type { OrderHistory } from '../contract';
import { type Milliseconds, RewardsError } from '../kernel';
import { type RawOrder, readText } from './formats';
import { orderValueText, parseOrderValue } from './order-value';
import { checkRecord, requirePast } from './validate';

/** An order of a history, checked; small, because many are sorted at once. */
export interface HistoricOrder {
  readonly at: Milliseconds;
  readonly line: number;
  readonly externalId: string;
  readonly amount: string;
  /** The order's id, or null: then its values tell it from others (L41). */
  readonly orderId: string | null;
}

export interface HistoryLine {
  readonly line: number;
  readonly order: HistoricOrder | RewardsError;
}

/**
 * Reads an order history and checks each order; what is wrong with one is told in its place.
 *
 * @param latest the last instant at which an order can have been completed (L42)
 */
export async function* readHistory(history: OrderHistory, latest: Milliseconds): AsyncGenerator<HistoryLine> {
  if ('text' in history) {
    for await (const { line, order } of readText(history.text, history.format)) {
      yield { line, order: order instanceof RewardsError ? order : checked(() => fromText(line, order, latest)) };
    }
    return;
  }
  let line = 0;
  for await (const record of history.orders) {
    line += 1;
    const number = line;
    yield { line, order: checked(() => fromRecord(number, record, latest)) };
  }
}

function checked(read: () => HistoricOrder): HistoricOrder | RewardsError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RewardsError) return error;
    throw error;
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function fromText(line: number, raw: RawOrder, latest: Milliseconds): HistoricOrder {
  const orderedAt = DATE.test(raw.orderedAt) ? `${raw.orderedAt}T00:00:00Z` : raw.orderedAt;
  return fromRecord(line, { ...raw, orderedAt }, latest);
}

function fromRecord(line: number, record: unknown, latest: Milliseconds): HistoricOrder {
  const { externalId, orderedAt, amount, orderId } = checkRecord(record);
  const value = orderValueText(parseOrderValue(amount));
  requirePast(orderedAt, latest);
  return { at: orderedAt, line, externalId, amount: value, orderId: orderId ?? null };
}
