import { least, minus, type MinorUnits, negate, plus, ZERO } from '../../kernel';
import type { Entry, Posted } from '../state';
import type { Take } from './spend-queue';

/** What a row that backs out another one says of it. */
export type Reversal = Pick<Entry, 'id' | 'reversesId' | 'amount' | 'earned' | 'shortfall'>;

/** L37. What of a row was reversed, by however many rows. */
export interface Reversed {
  readonly amount: MinorUnits;
  /** L24. Of a grant: what of that was taken back or fallen short of, because it had not lapsed already. */
  readonly due: MinorUnits;
  /** The newest of them. */
  readonly lastId: string;
}

/** L37. How much of a row a reversal backs out: of a grant what it lowers the lifetime by, of a spend what it gives back. */
export const partOf = ({ amount, earned }: Pick<Reversal, 'amount' | 'earned'>): MinorUnits =>
  earned < 0n ? negate(earned) : amount;

/** What was reversed of a row once one more row has backed out a part of it. */
export const reversedWith = (before: Reversed | undefined, reversal: Reversal): Reversed => ({
  amount: plus(before?.amount ?? ZERO, partOf(reversal)),
  due: plus(before?.due ?? ZERO, minus(reversal.shortfall, reversal.amount)),
  lastId: reversal.id,
});

/** What was reversed of each row that any of these back out; oldest first. */
export function reversedBy(reversals: Iterable<Reversal>): Map<string, Reversed> {
  const reversed = new Map<string, Reversed>();
  for (const reversal of reversals) {
    if (reversal.reversesId === null) continue;
    reversed.set(reversal.reversesId, reversedWith(reversed.get(reversal.reversesId), reversal));
  }
  return reversed;
}

/**
 * L37. To which lots a part of a spend goes back: what was taken last goes back first. So how much went back before says
 * what comes next, in whatever parts that was.
 */
export function goesBack({ allocations }: Posted, before: MinorUnits, part: MinorUnits): Take[] {
  const back: Take[] = [];
  let passed = before;
  let missing = part;
  for (const { lotId, amount } of allocations.filter((one) => one.amount < 0n).reverse()) {
    const isBack = least(passed, negate(amount));
    const goes = least(missing, minus(negate(amount), isBack));
    passed = minus(passed, isBack);
    missing = minus(missing, goes);
    if (goes > 0n) back.push({ lotId, amount: goes });
  }
  return back;
}
