import type { Knex } from 'knex';
import { certainly, readInteger } from '../kernel';
import { joinAccountOf, rungReached } from '../ledger';
import { MEMBER_TABLES } from './schema';
import { type Ladder, unearnedRung } from './standing-rules';
import type { Rank } from './standing-store';

/** A member whom an edit of the rules moves. */
export interface Moved {
  readonly member: string;
  readonly former: string | null;
  readonly present: string | null;
}

interface Expression {
  readonly sql: string;
  readonly bindings: readonly (string | null)[];
}

const NOTHING: Expression = { sql: 'NULL', bindings: [] };
const whole = ({ sql, bindings }: Expression): Expression => ({ sql: `COALESCE(${sql}, '')`, bindings });

/** Where a member stood: as the account says, which is not written anew yet, or where nobody has to earn anything. */
const formerly = (rank: Rank, ladder: Ladder | null): Expression =>
  ladder ? { sql: `COALESCE(was.${rank}, ?)`, bindings: [unearnedRung(ladder)] } : NOTHING;

function presently(rank: Rank, ladder: Ladder | null): Expression {
  if (!ladder) return NOTHING;
  const { rung, bindings } = rungReached(rank, ladder, 'now');
  return { sql: `COALESCE(${rung}, ?)`, bindings: [...bindings, unearnedRung(ladder)] };
}

/**
 * Whom an edit moves to another level or tier, of the members with row numbers within a window. To be asked before accounts
 * and members are written anew.
 *
 * @param was what the rank followed before the edit, `now` what it follows by it; null: nothing
 */
export async function readMoved(
  trx: Knex.Transaction,
  rank: Rank,
  { was, now }: { readonly was: Ladder | null; readonly now: Ladder | null },
  [first, last]: readonly [number, number],
): Promise<Moved[]> {
  const [former, present] = [formerly(rank, was), presently(rank, now)];
  const query = trx({ m: MEMBER_TABLES.members }).whereBetween('m.id', [first, last]).orderBy('m.id');
  if (was) joinAccountOf(query, 'was', was.currency, 'm.document_id');
  if (now) joinAccountOf(query, 'now', now.currency, 'm.document_id');
  const [a, b] = [whole(former), whole(present)];
  query
    .select('m.document_id as member')
    .select(trx.raw(`${former.sql} AS former`, former.bindings as string[]))
    .select(trx.raw(`${present.sql} AS present`, present.bindings as string[]))
    .whereRaw(`${a.sql} <> ${b.sql}`, [...a.bindings, ...b.bindings] as string[]);
  return (await certainly(trx, query)) as Moved[];
}

/** The highest row number of a member. */
export async function readLastMemberRow(trx: Knex.Transaction): Promise<number> {
  const [row] = (await certainly(trx, trx(MEMBER_TABLES.members).select('id').orderBy('id', 'desc').limit(1))) as {
    id: unknown;
  }[];
  return row ? readInteger(row.id) : 0;
}
