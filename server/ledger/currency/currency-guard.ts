import { type Db, RewardsError } from '../../kernel';
import type { Change, ContentGuard } from '../../kernel/content-guard';
import { CURRENCY_UID } from './content-type';
import { checkCurrency, checkCurrencyInUse, checkDrivers, touchesBooks, type CurrencyContent } from './currency-rules';
import { hasAccounts, hasExpiringLots, hasOpenHolds, readCurrencyContents } from './currency-store';

interface Dependencies {
  /** The connection, or the transaction that is under way. */
  readonly db: () => Db;
  /** Keeps everybody from posting until the edit is through, and waits for those who are (LEDGER_BUSY). */
  readonly lock: () => Promise<void>;
  readonly onChanged: (changes: readonly Change<CurrencyContent>[]) => Promise<void>;
}

/**
 * Refuses an edit that a currency's books do not bear: INVALID_INPUT, SCALE_LOCKED, CURRENCY_IN_USE, RISING_ONLY_TOO_EARLY.
 *
 * @param onChanged called after an edit, in its transaction
 */
export function currencyGuard({ db, lock, onChanged }: Dependencies): ContentGuard<CurrencyContent> {
  /** What is compared with, by the edit that is under way: what the editor was shown may have been edited since. */
  const stored = new WeakMap<readonly Change<CurrencyContent>[], readonly CurrencyContent[]>();

  const withStored = (changes: readonly Change<CurrencyContent>[]) =>
    changes.map(({ before, after }) => ({
      before: before && (stored.get(changes)?.find(({ id }) => id === before.id) ?? before),
      after,
    }));

  return {
    uid: CURRENCY_UID,
    async before(changes) {
      await lock();
      const all = await readCurrencyContents(db());
      stored.set(changes, all);
      for (const { before, after } of withStored(changes)) {
        if (after) checkCurrency(after);
        if (before && touchesBooks(before, after) && (await hasAccounts(db(), before.code))) {
          checkCurrencyInUse(before, after);
        }
        if (before && after?.risingOnly && !before.risingOnly) await checkNothingFalls(db(), before.code);
      }
      const untouched = all.filter(({ id }) => !changes.some(({ before }) => before?.id === id));
      checkDrivers([...untouched, ...changes.flatMap(({ after }) => after ?? [])]);
    },
    after: (changes) => onChanged(withStored(changes)),
  };
}

/** L25. What is held could still be captured, and what has a date could still expire. */
async function checkNothingFalls(db: Db, currency: string): Promise<void> {
  if (!(await hasOpenHolds(db, currency)) && !(await hasExpiringLots(db, currency))) return;
  throw new RewardsError('RISING_ONLY_TOO_EARLY', { field: 'risingOnly', currency });
}
