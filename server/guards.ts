/** What watches the content types: edits that the books do not bear are refused, others take effect at once. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import { ADJUSTMENT_UID } from './adjustments';
import { guardEveryEdit } from './edit-permission';
import { houseOf } from './house';
import { guardContent, sealContent } from './kernel/content-guard';
import { CURRENCY_UID, currencyGuard, movesStandings, restandAccounts } from './ledger/currency';
import { LEVEL_UID, lockMembers, memberGuards, restandAll, TIER_UID } from './members';
import { leanModels } from './models';

/** Sets every guard up. */
export function raiseGuards(strapi: Core.Strapi): void {
  const { host, rules } = houseOf(strapi);
  const { clock, db, dialect, transactions } = host;

  // First, so that nobody is told more than that.
  guardEveryEdit(strapi);

  /** In the transaction of the edit: a host that edits past the Document Service has none. */
  const inEdit = (work: (trx: Knex.Transaction) => Promise<void>): Promise<void> => {
    const trx = transactions.current();
    return trx ? work(trx) : transactions.run(work);
  };
  const lockRules = () => inEdit(rules.lockForEdit);
  const onRanksChanged = () =>
    inEdit(async (trx) => {
      await rules.lockForEdit(trx);
      await restandAll(trx, (await rules.lock(trx)).rules, restandAccounts);
    });

  const currencies = currencyGuard({
    db,
    lock: lockRules,
    onChanged: (changes) => (changes.some(movesStandings) ? onRanksChanged() : lockRules()),
  });
  guardContent(strapi, currencies);
  const lockTheirs = (members: readonly string[]) =>
    inEdit(async (trx) => {
      await lockMembers(trx, dialect, members, { skipLocked: false });
    });
  const guards = memberGuards({ strapi, clock, db, lockRules, lockMembers: lockTheirs, onRanksChanged });
  for (const guard of guards) guardContent(strapi, guard);

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
    return await strapi.db.transaction(async ({ trx }) => {
      // Before anything is read: a snapshot that MySQL takes from here on shows every edit that came before this one.
      await houseOf(strapi).rules.lockForEdit(trx as Knex.Transaction);
      return next();
    });
  });
}
