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
 * @returns the value without trailing zeros, so that `"12.5"` and `"12.50"` are the same
 * @throws INVALID_AMOUNT for a number, a sign, an exponent, a blank or more than 8 decimals; AMOUNT_OVERFLOW
 */
export function parseOrderValue(input: unknown): OrderValue {
  const match = typeof input === 'string' && input.length <= 40 ? DECIMAL.exec(input) : null;
  if (!match) {
    const problem = 'must be a decimal string of zero or more, such as "29.33".';
    throw new RewardsError('INVALID_AMOUNT', { field: 'amount', problem });
  }
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > EARNING_LIMITS.decimals) {
    const problem = `at most ${EARNING_LIMITS.decimals} decimals are allowed.`;
    throw new RewardsError('INVALID_AMOUNT', { field: 'amount', problem });
  }
  const units = BigInt(`${match[1]}${fraction}`);
  if (!isWithinBounds(units)) throw new RewardsError('AMOUNT_OVERFLOW', { field: 'amount' });
  return { units: minor(units), decimals: fraction.length };
}

/** The value as it is kept with the grant: without leading or trailing zeros. */
export function orderValueText({ units, decimals }: OrderValue): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
