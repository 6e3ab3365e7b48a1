import { EARNING_LIMITS } from '../contract';
import { isWithinBounds, minor, RewardsError, type MinorUnits } from '../kernel';

/** An order's value, exact, in units of its own last decimal: an order's money need not have the currency's scale. */
export interface OrderValue {
  readonly units: MinorUnits;
  readonly decimals: number;
}

const DECIMAL = /^\+?(\d+)(?:\.(\d+))?$/;

/**
 * Reads the value of an order (D8). Unlike an amount of the ledger it may be zero: such an order earns nothing.
 *
 * @param input a decimal string in major units, such as `"29.33"`
 * @param field the input's name, for the refusal
 * @returns the value without trailing zeros, so that `"12.5"` and `"12.50"` are the same
 * @throws INVALID_AMOUNT for a number, a sign, an exponent, a blank or more than 8 decimals; AMOUNT_OVERFLOW
 */
export function parseOrderValue(input: unknown, field = 'amount'): OrderValue {
  const match = typeof input === 'string' && input.length <= 40 ? DECIMAL.exec(input) : null;
  if (!match) {
    const problem = 'must be a decimal string of zero or more, such as "29.33".';
    throw new RewardsError('INVALID_AMOUNT', { field, problem });
  }
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > EARNING_LIMITS.decimals) {
    const problem = `at most ${EARNING_LIMITS.decimals} decimals are allowed.`;
    throw new RewardsError('INVALID_AMOUNT', { field, problem });
  }
  const units = BigInt(`${match[1]}${fraction}`);
  if (!isWithinBounds(units)) throw new RewardsError('AMOUNT_OVERFLOW', { field });
  return { units: minor(units), decimals: fraction.length };
}

/** The value as it is kept with the grant: without leading or trailing zeros. */
export function orderValueText({ units, decimals }: OrderValue): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What is left of an order once so much of it was refunded; below zero when that is more than it was. */
export function valueLess(value: OrderValue, refunded: OrderValue): OrderValue {
  const decimals = Math.max(value.decimals, refunded.decimals);
  const unitsOf = (one: OrderValue): bigint => one.units * 10n ** BigInt(decimals - one.decimals);
  return { units: minor(unitsOf(value) - unitsOf(refunded)), decimals };
}
