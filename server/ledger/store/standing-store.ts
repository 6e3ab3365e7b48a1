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
export async function recomputeAccountRanks(
  db: Db,
  column: 'level' | 'tier',
  ladder: AccountLadder | null,
): Promise<void> {
  const others = db(TABLES.accounts)
    .update({ [column]: null })
    .whereNotNull(column);
  await (ladder ? others.whereNot('currency', ladder.currency) : others);
  if (!ladder) return;

  const { rung, bindings } = rungReached(column, ladder);
  await db(TABLES.accounts)
    .update({ [column]: db.raw(rung, bindings) })
    .where('currency', ladder.currency)
    .whereRaw(`COALESCE(${column}, '') <> COALESCE(${rung}, '')`, bindings);
}

/**
 * The level or the tier that an account has reached, as an SQL expression with its bindings.
 *
 * @param as the accounts' table in the query, where it has another name
 */
export function rungReached(
  column: 'level' | 'tier',
  { rungs }: AccountLadder,
  as?: string,
): { readonly rung: string; readonly bindings: readonly string[] } {
  // What no balance can reach needs no branch, and might not fit the column's type. Thresholds stand in the statement as
  // digits: bound, they would be text, which MySQL compares with a number by way of a float (L3).
  const reachable = rungs.filter(({ threshold }) => threshold <= MAX_MINOR_UNITS).toReversed();
  const figure = as === undefined ? FIGURE[column] : `${as}.${FIGURE[column]}`;
  const branches = reachable.map(({ threshold }) => `WHEN ${figure} >= ${threshold} THEN ?`).join(' ');
  return {
    rung: reachable.length > 0 ? `CASE ${branches} ELSE NULL END` : 'NULL',
    bindings: reachable.map(({ code }) => code),
  };
}
