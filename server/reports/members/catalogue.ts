import { LIMITS, type CatalogueDto } from '../../contract';
import type { Db } from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import { ladder, readLevels, readTiers } from '../../members';

/** Any currency's decimals hold every threshold, whichever one drives the ranks, if any does. */
const FINEST = { code: '', scale: LIMITS.scale };

const named = (ranks: readonly { readonly code: string; readonly name: string; readonly threshold: string }[]) =>
  (ladder(FINEST, ranks)?.rungs ?? []).map(({ code, name }) => ({ code, name }));

/** The names of currencies, oldest first, and of levels and tiers, lowest first. */
export async function getCatalogue({ db }: { readonly db: Db }): Promise<CatalogueDto> {
  const currencies = await readCurrencies(db);
  return {
    currencies: currencies.map((one) => ({ ...toCurrencyName(one), risingOnly: one.risingOnly })),
    levels: named(await readLevels(db)),
    tiers: named(await readTiers(db)),
  };
}
