import type { Knex } from 'knex';
import type { Db, Outbox } from '../kernel';
import type { StandingChange } from '../ledger';
import { movedNotice } from './moved-notices';
import { type Ladder, unearnedRung } from './standing-rules';
import type { Rules } from './rules';
import { type Rank, recomputeMemberRanks, setRank } from './standing-store';

const RANKS = ['level', 'tier'] as const satisfies readonly Rank[];

/**
 * L26. Points the members that a posting moved to their new level and tier, in the posting's transaction. One statement a
 * rung, whatever the number of members. Each of them is told of it (L44).
 */
export async function applyStandings(
  outbox: Outbox,
  trx: Knex.Transaction,
  changes: readonly StandingChange[],
): Promise<void> {
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
    const moved = changes.filter(({ former, after }) => former[rank] !== after[rank]);
    await outbox.write(
      trx,
      moved.map(({ member, former, after }) =>
        movedNotice(rank, { member, former: former[rank], present: after[rank] }),
      ),
    );
  }
}

/** Writes the standing of accounts anew: `recomputeAccountRanks` of the ledger's room. */
export type RecomputeAccountRanks = (db: Db, rank: Rank, ladder: Ladder | null) => Promise<void>;

/** Recomputes every level and tier, after an editor changed the rungs or what drives them. Writes only what differs. */
export async function recomputeRanks(
  db: Db,
  rules: Rules,
  recomputeAccountRanks: RecomputeAccountRanks,
): Promise<void> {
  for (const [rank, ladder] of [['level', rules.levels] as const, ['tier', rules.tiers] as const]) {
    await recomputeAccountRanks(db, rank, ladder);
    await recomputeMemberRanks(db, rank, ladder && { currency: ladder.currency, first: unearnedRung(ladder) });
  }
}
