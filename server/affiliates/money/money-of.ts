import {
  type JsonObject,
  type JsonValue,
  firstField,
  isJsonNumber,
  ownField,
  readJson,
  valueAt,
} from '../../kernel/exact-json';
import { plainDecimal, plainNumber } from '../../kernel/plain-decimal';
import { isStorable } from '../../kernel/text';
import { type EventTexts, savedPayloadOf } from './saved-payload';
import { unitsOf } from './units';

/** F3. The money of an event, as it is kept in columns. */
export interface EventMoney {
  /** A plain decimal, as it was sent or, of a JSON number, written plainly; null where there is none. */
  readonly amount: string | null;
  /** In upper case; `UNKNOWN` where none is told. */
  readonly currency: string;
  /** The amount in units of 10^-8; null where there is none, or where it does not fit exactly (`unitsOf`). */
  readonly units: bigint | null;
  /** What was sent, as text. */
  readonly savedPayload: string;
}

export const UNKNOWN_CURRENCY = 'UNKNOWN';

/** Characters of a currency. What is longer is none: cut short, two could become one. */
const LONGEST_CURRENCY = 32;

const AMOUNT_FIELDS = ['value', 'amount', 'sum'];
const CURRENCY_FIELDS = ['currency', 'currencyCode', 'currency_code'];
const CURRENCY_OF_GOAL = /_([A-Za-z]{3})$/;

/**
 * F3. Finds the money of an event. Row, totals, filters and export are all made of what this finds, once, when the event
 * is stored.
 *
 * The first field that is there and not null ends the search, whatever it holds: an amount of `"abc"` is no amount, also
 * where a good one stands behind it, and an empty currency is `UNKNOWN`. Nothing is trimmed and nothing is guessed. Never
 * refuses, whatever it is given.
 */
export function moneyOf(event: EventTexts): EventMoney {
  const payload = readJson(event.payload);
  const { text, fields } = savedPayloadOf(event, payload);
  const amount = plainDecimal(firstField(fields, AMOUNT_FIELDS));
  return {
    amount,
    currency: currencyOf(fields, payload),
    units: amount === null ? null : unitsOf(amount),
    savedPayload: text,
  };
}

/** A currency may be a number, such as 978; a truth value, a list or an object is none. */
function currencyOf(fields: JsonObject, payload: JsonValue | undefined): string {
  const told =
    firstField(fields, CURRENCY_FIELDS) ?? valueAt(payload, '_conversion_metadata.currencyCodeTo') ?? ofGoal(fields);
  const text = isJsonNumber(told) ? plainNumber(told.value) : told;
  const currency = typeof text === 'string' ? text.toUpperCase() : '';
  const isOne = currency !== '' && currency.length <= LONGEST_CURRENCY && isStorable(currency);
  return isOne ? currency : UNKNOWN_CURRENCY;
}

function ofGoal(fields: JsonObject): string | undefined {
  const goal = ownField(fields, 'goal');
  return typeof goal === 'string' ? CURRENCY_OF_GOAL.exec(goal)?.[1] : undefined;
}
