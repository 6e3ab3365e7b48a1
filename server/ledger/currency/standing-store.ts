import { MAX_MINOR_UNITS } from '../../contract';
import type { Db, MinorUnits } from '../../kernel';
import { TABLES } from '../schema';

/** The rungs that one currency's accounts climb, lowest first, by the figure that they climb on (L26). */
export interface AccountLadder {
  readonly currency: string;
  readonly rungs: readonly { readonly code: string; readonly threshold: MinorUnits }[];
}

const FIGURE = { level: 'balance', tier: 'lifetime_earned' } as const;

/**
 * Writes the level, or the tier, of every account anew where it differs from what the rungs say: after an editor changed
 * them. One statement for the currency that drives it, one for all others, which have none.
 */
export async function restandAccounts(db: Db, column: 'level' | 'tier', ladder: AccountLadder | null): Promise<void> {
  const others = db(TABLES.accounts)
    .update({ [column]: null })
    .whereNotNull(column);
  await (ladder ? others.whereNot('currency', ladder.currency) : others);
  if (!ladder) return;

  // What no balance can reach needs no branch, and might not fit the column's type. Thresholds stand in the statement as
  // digits: bound, they would be text, which MySQL compares with a number by way of a float (L3).
  const reachable = ladder.rungs.filter(({ threshold }) => threshold <= MAX_MINOR_UNITS).toReversed();
  const branches = reachable.map(({ threshold }) => `WHEN ${FIGURE[column]} >= ${threshold} THEN ?`).join(' ');
  const bindings = reachable.map(({ code }) => code);
  const rung = reachable.length > 0 ? `CASE ${branches} ELSE NULL END` : 'NULL';
  await db(TABLES.accounts)
    .update({ [column]: db.raw(rung, bindings) })
    .where('currency', ladder.currency)
    .whereRaw(`COALESCE(${column}, '') <> COALESCE(${rung}, '')`, bindings);
}
