import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import type { RuleEdits } from '../currencies';
import type { Outbox, Transactions } from '../kernel';
import { recomputeAccountRanks } from '../ledger';
import { noteMovedMembers } from './moved-notices';
import type { RulesSource } from './rules';
import type { StandingRules } from './standing-rules';
import { recomputeRanks } from './standings';

/** In the transaction of the edit: a host that edits past the Document Service has none. */
export const inEdit = (transactions: Transactions, work: (trx: Knex.Transaction) => Promise<void>): Promise<void> => {
  const trx = transactions.current();
  return trx ? work(trx) : transactions.run(work);
};

/** @see RuleEdits */
export function createRuleEdits(transactions: Transactions, rules: RulesSource, outbox: Outbox): RuleEdits {
  /** What ranks followed before an edit, by its transaction: whom it moves, only both together tell. */
  const former = new WeakMap<object, StandingRules>();
  const past = {};
  const edit = (): object => transactions.current() ?? past;
  const areWanted = outbox.wants('rewards.level-changed') || outbox.wants('rewards.tier-changed');
  return {
    lock() {
      const key = edit();
      return inEdit(transactions, async (trx) => {
        await rules.lockForEdit(trx);
        if (areWanted) former.set(key, (await rules.lock(trx)).rules);
      });
    },
    recompute() {
      const was = former.get(edit());
      return inEdit(transactions, async (trx) => {
        await rules.lockForEdit(trx);
        const { rules: now } = await rules.lock(trx);
        if (was) await noteMovedMembers(trx, outbox, was, now);
        await recomputeRanks(trx, now, recomputeAccountRanks);
      });
    },
  };
}

const WRITES: readonly string[] = ['create', 'update', 'delete', 'clone'];

/**
 * Makes an edit of the rules and what follows from it one transaction: a tier that was written while the members' tiers
 * were not would be half an edit.
 */
export function editRulesInOneTransaction(
  strapi: Core.Strapi,
  container: () => { readonly rules: RulesSource; readonly ruleUids: readonly string[] },
): void {
  strapi.documents.use(async (context, next) => {
    const { rules, ruleUids } = container();
    if (!ruleUids.includes(context.uid) || !WRITES.includes(context.action)) return next();
    return await strapi.db.transaction(async ({ trx }) => {
      // Before anything is read: a snapshot that MySQL takes from here on shows every edit that came before this one.
      await rules.lockForEdit(trx as Knex.Transaction);
      return next();
    });
  });
}
