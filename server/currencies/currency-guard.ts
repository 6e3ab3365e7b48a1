import { type Db, RewardsError } from '../kernel';
import { type Change, type ContentGuard, refuseEmptied } from '../kernel/content-guard';
import { CURRENCY_UID, currencyContentType } from './content-type';
import {
  checkCurrency,
  checkCurrencyInUse,
  checkDrivers,
  touchesAccounts,
  type CurrencyContent,
} from './currency-rules';
import { readCurrencyContents } from './currency-store';

/** What the ledger says of a currency. */
export interface CurrencyUse {
  /** Whether anything was ever posted in it. */
  hasAccounts(db: Db, currency: string): Promise<boolean>;
  /** L25. Whether something of it can still be captured or expire. */
  canFall(db: Db, currency: string): Promise<boolean>;
}

interface Dependencies {
  /** The connection, or the transaction that is under way. */
  readonly db: () => Db;
  /** Keeps everybody from posting until the edit is through, and waits for those who are (LEDGER_BUSY). */
  readonly lock: () => Promise<void>;
  readonly use: CurrencyUse;
  readonly onChanged: (changes: readonly Change<CurrencyContent>[]) => Promise<void>;
}

/**
 * Refuses an edit that the accounts of a currency do not bear: INVALID_INPUT, SCALE_LOCKED, CURRENCY_IN_USE, RISING_ONLY_TOO_EARLY.
 *
 * @param onChanged called after an edit, in its transaction
 */
export function currencyGuard({ db, lock, use, onChanged }: Dependencies): ContentGuard<CurrencyContent> {
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
      refuseEmptied(changes, currencyContentType.schema.attributes);
      await lock();
      const all = await readCurrencyContents(db());
      stored.set(changes, all);
      for (const { before, after } of withStored(changes)) {
        if (after) checkCurrency(after);
        if (before && touchesAccounts(before, after) && (await use.hasAccounts(db(), before.code))) {
          checkCurrencyInUse(before, after);
        }
        if (before && after?.risingOnly && !before.risingOnly && (await use.canFall(db(), before.code))) {
          throw new RewardsError('RISING_ONLY_TOO_EARLY', { field: 'risingOnly', currency: before.code });
        }
      }
      const untouched = all.filter(({ id }) => !changes.some(({ before }) => before?.id === id));
      checkDrivers([...untouched, ...changes.flatMap(({ after }) => after ?? [])]);
    },
    after: (changes) => onChanged(withStored(changes)),
  };
}
