import type { Db } from '../../kernel';
import type { Selection } from './selection';
import { type Totals, TotalsTally } from './totals';
import { amountsInText, sumSuccesses } from './totals-store';

/** C2, F4. What the successes of a selection come to, a currency apart. */
export async function readTotals(db: Db, selection: Selection): Promise<Totals> {
  const tally = new TotalsTally();
  if (selection.status === undefined || selection.status === 'success') await addSuccesses(db, selection, tally);
  return tally.totals();
}

async function addSuccesses(db: Db, selection: Selection, tally: TotalsTally): Promise<void> {
  const sums = await sumSuccesses(db, selection);
  for (const { currency, units, withUnits, withoutAmount } of sums) {
    tally.addUnits({ currency, units, count: withUnits });
    tally.addWithoutAmount(withoutAmount);
  }
  // Hardly ever there are any, and without any they are not looked for.
  if (sums.every(({ inText }) => inText === 0)) return;
  for await (const { currency, amount } of amountsInText(db, selection)) tally.addAmount(currency, amount);
}
