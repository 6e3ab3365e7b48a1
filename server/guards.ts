/** What watches the content types: edits that the books do not bear are refused, others take effect at once. */
import type { Core } from '@strapi/types';
import { ADJUSTMENT_UID } from './adjustments';
import { houseOf } from './house';
import { guardContent, sealContent } from './kernel/content-guard';
import { CURRENCY_UID, currencyGuard, movesStandings, restandAccounts } from './ledger/currency';
import { LEVEL_UID, memberGuards, restandAll, TIER_UID } from './members';
import { leanModels } from './models';

/** Sets every guard up. */
export function raiseGuards(strapi: Core.Strapi): void {
  const { host, rules } = houseOf(strapi);
  const { clock, db } = host;

  async function onRanksChanged(): Promise<void> {
    rules.invalidate();
    await host.inTransaction(async (trx) => restandAll(trx, await rules.current(), restandAccounts));
  }

  const currencies = currencyGuard({
    strapi,
    db,
    async onChanged(changes) {
      rules.invalidate();
      if (changes.some(movesStandings)) await onRanksChanged();
    },
  });
  guardContent(strapi, currencies);
  for (const guard of memberGuards({ strapi, clock, db, onRanksChanged })) guardContent(strapi, guard);

  for (const { uid, singularName } of leanModels) sealContent(strapi, uid, singularName);
  sealContent(strapi, ADJUSTMENT_UID, 'adjustment');
}

const RULES: readonly string[] = [CURRENCY_UID, LEVEL_UID, TIER_UID];
const WRITES: readonly string[] = ['create', 'update', 'delete', 'clone'];

/**
 * Makes an edit of the rules and what follows from it one transaction: a tier that was written while the members' tiers
 * were not would be half an edit.
 */
export function editRulesInOneTransaction(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (!RULES.includes(context.uid) || !WRITES.includes(context.action)) return next();
    return await strapi.db.transaction(async () => next());
  });
}
