import type { OrderHistory } from '../contract';
import { type Milliseconds, RewardsError } from '../kernel';
import { type RawLine, readText } from './formats';
import { shortContent } from './order-key';
import { orderValueText, parseOrderValue } from './order-value';
import { checkRecord, requirePast } from './validate';

/** An order of a history, checked; small, because many are sorted at once. */
export interface HistoricOrder {
  readonly at: Milliseconds;
  readonly line: number;
  readonly externalId: string;
  readonly amount: string;
  /** The order's id, or null: then `content` tells it from others. */
  readonly orderId: string | null;
  readonly content: string | null;
}

export interface HistoryLine {
  readonly line: number;
  readonly order: HistoricOrder | RewardsError;
}

/** Reads an order history and checks each order; what is wrong with one is told in its place. */
export async function* readHistory(history: OrderHistory, now: Milliseconds): AsyncGenerator<HistoryLine> {
  if ('text' in history) {
    for await (const { line, order } of readText(history.text, history.format)) {
      yield { line, order: order instanceof RewardsError ? order : checked(() => fromText(line, order, now)) };
    }
    return;
  }
  let line = 0;
  for await (const record of history.orders) {
    line += 1;
    const number = line;
    yield { line, order: checked(() => fromRecord(number, record, now)) };
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

type RawOrder = Exclude<RawLine['order'], RewardsError>;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function fromText(line: number, { content, ...raw }: RawOrder, now: Milliseconds): HistoricOrder {
  const orderedAt = DATE.test(raw.orderedAt) ? `${raw.orderedAt}T00:00:00Z` : raw.orderedAt;
  const order = fromRecord(line, { ...raw, orderedAt }, now);
  return order.orderId === null ? { ...order, content: shortContent(content) } : order;
}

function fromRecord(line: number, record: unknown, now: Milliseconds): HistoricOrder {
  const { externalId, orderedAt, amount, orderId } = checkRecord(record);
  const value = orderValueText(parseOrderValue(amount));
  requirePast(orderedAt, now);
  const content = orderId === undefined ? shortContent(`${externalId}/${orderedAt}/${value}`) : null;
  return { at: orderedAt, line, externalId, amount: value, orderId: orderId ?? null, content };
}
