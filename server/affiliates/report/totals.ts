import { Decimal } from 'decimal.js';
import { LONGEST_DECIMAL } from '../../kernel/plain-decimal';
import { UNIT_DECIMALS } from '../money';
import { roundedToPlaces } from './places';

/** F4. The successes of one currency, as a report shows them. */
export interface CurrencyTotal {
  readonly currency: string;
  /** A decimal string in two places. */
  readonly amount: string;
  /** How many amounts it is the sum of. */
  readonly count: number;
}

/** F4, C2. */
export interface Totals {
  /** By currency. */
  readonly totals: readonly CurrencyTotal[];
  /** How many successes had no amount. */
  readonly withoutAmount: number;
}

/** What the database has summed of one currency. */
export interface UnitSum {
  readonly currency: string;
  /** Units of 10^-8. */
  readonly units: bigint;
  readonly count: number;
}

/**
 * Digits on both sides of the point of the longest amounts there are, and of as many of them as any table holds. A sum
 * has no more, so that none is ever rounded.
 */
const Exact = Decimal.clone({ precision: 2 * LONGEST_DECIMAL + 50 });

const UNIT = new Exact(10).pow(-UNIT_DECIMALS);

/**
 * F4. Adds up what was sent with success, a currency apart: what the database has summed in units, and the amounts that
 * do not fit into units, one by one. Exact; what comes out is rounded once.
 */
export class TotalsTally {
  private readonly sums = new Map<string, { sum: Decimal; count: number }>();
  private withoutAmount = 0;

  addUnits({ currency, units, count }: UnitSum): void {
    this.add(currency, new Exact(units.toString()).times(UNIT), count);
  }

  /** @param amount a plain decimal of at most 1,000 characters (F3) */
  addAmount(currency: string, amount: string): void {
    this.add(currency, new Exact(amount), 1);
  }

  addWithoutAmount(count: number): void {
    this.withoutAmount += count;
  }

  totals(): Totals {
    const totals = [...this.sums].map(([currency, { sum, count }]) => ({
      currency,
      amount: roundedToPlaces(sum),
      count,
    }));
    return { totals: totals.sort((a, b) => (a.currency < b.currency ? -1 : 1)), withoutAmount: this.withoutAmount };
  }

  private add(currency: string, amount: Decimal, count: number): void {
    if (count === 0) return;
    const before = this.sums.get(currency) ?? { sum: new Exact(0), count: 0 };
    this.sums.set(currency, { sum: before.sum.plus(amount), count: before.count + count });
  }
}
