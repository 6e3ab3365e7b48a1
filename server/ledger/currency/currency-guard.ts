import type { Core } from '@strapi/types';
import type { Db } from '../../kernel';
import type { Change, ContentGuard } from '../../kernel/content-guard';
import { CURRENCY_UID } from './content-type';
import { checkCurrency, checkCurrencyInUse, checkDrivers, touchesBooks, type CurrencyContent } from './currency-rules';
import { hasAccounts } from './currency-store';

interface Dependencies {
  readonly strapi: Core.Strapi;
  /** The connection, or the transaction that is under way. */
  readonly db: () => Db;
  readonly onChanged: (changes: readonly Change<CurrencyContent>[]) => Promise<void>;
}

/**
 * Refuses an edit that a currency's books do not bear: INVALID_INPUT, SCALE_LOCKED, CURRENCY_IN_USE.
 *
 * @param onChanged called after an edit, in its transaction
 */
export function currencyGuard({ strapi, db, onChanged }: Dependencies): ContentGuard<CurrencyContent> {
  async function checkAll(changes: readonly Change<CurrencyContent>[]): Promise<void> {
    const stored = (await strapi.db.query(CURRENCY_UID).findMany()) as unknown as CurrencyContent[];
    const untouched = stored.filter(({ id }) => !changes.some(({ before }) => before?.id === id));
    checkDrivers([...untouched, ...changes.flatMap(({ after }) => after ?? [])]);
  }

  return {
    uid: CURRENCY_UID,
    async before(changes) {
      for (const { before, after } of changes) {
        if (after) checkCurrency(after);
        if (before && touchesBooks(before, after) && (await hasAccounts(db(), before.code))) {
          checkCurrencyInUse(before, after);
        }
      }
      await checkAll(changes);
    },
    after: onChanged,
  };
}
