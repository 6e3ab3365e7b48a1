import { type Db, dialectOf, inPages, readInteger, readSum, ROWS_AT_A_TIME, sumOf } from '../../kernel';
import type { Selection } from './selection';
import { type Place, selected } from './selection-store';

/** What the successes of one currency come to. */
export interface CurrencySum {
  readonly currency: string;
  /** Units of 10^-8 of those that have them, and how many these are. */
  readonly units: bigint;
  readonly withUnits: number;
  /** Successes whose amounts are too large or too fine to be summed here. */
  readonly inText: number;
  readonly withoutAmount: number;
}

/** F4. The successes of a selection, a currency apart. */
export async function sumSuccesses(db: Db, selection: Selection): Promise<CurrencySum[]> {
  const rows: unknown = await selected(db, { ...selection, status: 'success' })
    .select('d.currency')
    .select({ units: db.raw(sumOf(dialectOf(db), 'd.units')) })
    .count({ all: '*', withUnits: 'd.units', withAmount: 'd.amount_in_text' })
    .groupBy('d.currency');
  return (rows as Record<string, unknown>[]).map((row) => {
    const [all, withUnits, withAmount] = [row.all, row.withUnits, row.withAmount].map(readInteger) as [
      number,
      number,
      number,
    ];
    return {
      currency: row.currency as string,
      units: readSum(row.units),
      ...{ withUnits, inText: withAmount - withUnits, withoutAmount: all - withAmount },
    };
  });
}

interface AmountInText extends Place {
  readonly currency: string;
  readonly amount: string;
}

/** F4. The amounts of successes that the database cannot sum, however many there are. */
export const amountsInText = (db: Db, selection: Selection): AsyncGenerator<AmountInText> =>
  inPages(async (last: AmountInText | undefined) => {
    const query = selected(db, { ...selection, status: 'success' }).where('d.amount_in_text', 1);
    if (last) {
      void query.where('d.created_at', '>=', last.createdAt).where((behind) => {
        void behind.where('d.created_at', '>', last.createdAt).orWhere('d.id', '>', last.id);
      });
    }
    const rows: unknown = await query
      .select('d.id', 'd.created_at as createdAt', 'd.currency', 'd.amount')
      .orderBy('d.created_at')
      .orderBy('d.id')
      .limit(ROWS_AT_A_TIME);
    return (rows as (Omit<AmountInText, 'createdAt'> & { readonly createdAt: unknown })[]).map((row) => ({
      ...row,
      createdAt: readInteger(row.createdAt),
    }));
  });
