import type { Knex } from 'knex';
import { type Db, ZERO } from '../kernel';
import type { StandingChange } from '../ledger';
import { rungAt, type Ladder } from './standing-rules';
import type { Rules } from './rules';
import { type Rank, restandMembers, setRank } from './standing-store';

const RANKS = ['level', 'tier'] as const satisfies readonly Rank[];

/**
 * L26. Points the members that a posting moved to their new level and tier, in the posting's transaction. One statement a
 * rung, whatever the number of members.
 */
export async function applyStandings(trx: Knex.Transaction, changes: readonly StandingChange[]): Promise<void> {
  for (const rank of RANKS) {
    const moves = new Map<string, { currency: string; code: string | null; members: string[] }>();
    for (const { member, currency, before, after } of changes) {
      const code = after[rank];
      if (before[rank] === code) continue;
      const key = `${currency} ${code ?? ''}`;
      const move = moves.get(key) ?? { currency, code, members: [] };
      moves.set(key, move);
      move.members.push(member);
    }
    for (const { currency, code, members } of moves.values()) {
      await setRank(trx, rank, code, members.toSorted(), currency);
    }
  }
}

/** Writes the standing of accounts anew: `restandAccounts` of the ledger's room. */
export type RestandAccounts = (db: Db, rank: Rank, ladder: Ladder | null) => Promise<void>;

/** Recomputes every level and tier, after an editor changed the rungs or what drives them. Writes only what differs. */
export async function restandAll(db: Db, rules: Rules, restandAccounts: RestandAccounts): Promise<void> {
  for (const [rank, ladder] of [['level', rules.levels] as const, ['tier', rules.tiers] as const]) {
    await restandAccounts(db, rank, ladder);
    const first = ladder && (rungAt<Ladder['rungs'][number]>(ladder.rungs, ZERO)?.code ?? null);
    await restandMembers(db, rank, ladder && { currency: ladder.currency, first });
  }
}
