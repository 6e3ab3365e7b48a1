import { z } from 'zod';
import {
  DEFAULT_EARNING,
  EARNING_LIMITS,
  type EarningSettings,
  LIMITS,
  MEMBER_LIMITS,
  ORDER_FORMATS,
} from '../contract';
import { type Milliseconds, RewardsError } from '../kernel';
import { parseInput } from '../kernel/http';
import { isStorable } from '../kernel/text';

const text = (most: number) => z.string().min(1).max(most).refine(isStorable, 'holds characters that cannot be stored');

/** Instants of years of four digits, which the ledger takes as text. */
const FIRST_INSTANT: Milliseconds = Date.parse('0000-01-01T00:00:00Z');
const LAST_INSTANT: Milliseconds = Date.parse('9999-12-31T23:59:59.999Z');

const INSTANT = 'must be an ISO 8601 instant such as "2026-01-31T12:00:00Z"';
const instant = z
  .union([z.iso.datetime({ offset: true, error: INSTANT }), z.date(INSTANT)], INSTANT)
  .transform((value): Milliseconds => new Date(value).getTime())
  .refine((ms) => ms >= FIRST_INSTANT && ms <= LAST_INSTANT, 'is out of range');

const currency = text(32).optional();
const source = text(LIMITS.source).default('orders');

const order = z.strictObject({
  member: text(40).optional(),
  externalId: text(MEMBER_LIMITS.externalId).optional(),
  orderId: text(EARNING_LIMITS.orderId),
  amount: z.unknown(),
  orderedAt: instant,
  currency,
  source,
  completedAgain: z.boolean().default(false),
});

const refund = z.strictObject({
  orderId: text(EARNING_LIMITS.orderId),
  refundedTotal: z.unknown(),
  currency,
  source,
  completedAgain: z.boolean().default(false),
});

const orderRecord = z.strictObject({
  externalId: text(MEMBER_LIMITS.externalId),
  orderId: text(EARNING_LIMITS.orderId).optional(),
  amount: z.unknown(),
  orderedAt: instant,
});

const isIterable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);

const history = z.strictObject({
  orders: z.custom<Iterable<unknown> | AsyncIterable<unknown>>(isIterable, 'must be iterable').optional(),
  text: z.custom<AsyncIterable<string | Uint8Array>>(isIterable, 'must be a stream of text').optional(),
  format: z.enum(ORDER_FORMATS, `must be one of ${ORDER_FORMATS.join(', ')}`).optional(),
});

const importOptions = z.strictObject({
  currency,
  source,
  onError: z.enum(['skip', 'abort']).default('skip'),
  dryRun: z.boolean().default(false),
  onProgress: z.custom<(progress: never) => void>((value) => typeof value === 'function').optional(),
});

/** At most 12 digits, so that rate, multiplier and value multiply without rounding. */
const RATE = /^\d{1,4}(\.\d{1,8})?$/;
const settings = z.strictObject({
  rate: z
    .string()
    .regex(RATE, 'must be a decimal string such as "0.05", below 10000 and with at most 8 decimals')
    .default(DEFAULT_EARNING.rate),
  currency: text(32).default(DEFAULT_EARNING.currency),
});

/** Checks an order of `forOrder`; INVALID_INPUT. */
export function checkOrder(input: unknown) {
  const checked = parseInput(order, input);
  if ((checked.member === undefined) === (checked.externalId === undefined)) {
    throw new RewardsError('INVALID_INPUT', { field: 'member', problem: 'give either member or externalId.' });
  }
  return checked;
}

/** Checks a refund of `refundOrder`; INVALID_INPUT. */
export const checkRefund = (input: unknown) => parseInput(refund, input);

/** Checks a record of an order history; INVALID_INPUT. */
export const checkRecord = (input: unknown) => parseInput(orderRecord, input);

/** Checks what `importOrders` is given; INVALID_INPUT. */
export function checkHistory(input: unknown): void {
  const { orders, text: lines, format } = parseInput(history, input);
  const isText = lines !== undefined && format !== undefined;
  if (isText === (orders !== undefined)) {
    throw new RewardsError('INVALID_INPUT', { field: 'history', problem: 'must be { orders } or { text, format }.' });
  }
}

/** Checks the options of `importOrders`; INVALID_INPUT. */
export const checkImportOptions = (input: unknown) => parseInput(importOptions, input ?? {});

/** Checks the plugin's configuration under `earning`; INVALID_INPUT. */
export const checkEarningSettings = (input: unknown): EarningSettings => parseInput(settings, input ?? {});

/**
 * L42. An order cannot have been completed later than now, but for clocks that differ.
 *
 * @param latest now, and so much later as a clock may be ahead
 * @throws IN_THE_FUTURE
 */
export function requirePast(orderedAt: Milliseconds, latest: Milliseconds): void {
  if (orderedAt > latest) throw new RewardsError('IN_THE_FUTURE', { field: 'orderedAt' });
}
