import type { ExpiryEndpointTypes, ExpiryPreviewDto, LedgerService } from '../contract';
import { readCurrencies, toCurrencyName } from '../currencies';
import { type Db, present } from '../kernel';
import { adminAction, type AdminAction } from '../kernel/http';
import { nothing } from '../kernel/query';

/** Tells whoever is about to settle what is due what would come of it. */
export const expiryController = (
  db: Db,
  ledger: Pick<LedgerService, 'previewExpireDue'>,
): Record<keyof ExpiryEndpointTypes, AdminAction> => ({
  previewExpiry: adminAction('previewExpiry', nothing, () => previewExpiry(db, ledger)),
});

async function previewExpiry(db: Db, ledger: Pick<LedgerService, 'previewExpireDue'>): Promise<ExpiryPreviewDto> {
  const { currencies, ...preview } = await ledger.previewExpireDue();
  const names = new Map((await readCurrencies(db)).map((one) => [one.code, toCurrencyName(one)]));
  const named = currencies.map((due) => ({
    ...due,
    currency: present(names.get(due.currency), `the currency ${due.currency}`),
  }));
  return { ...preview, currencies: named };
}
