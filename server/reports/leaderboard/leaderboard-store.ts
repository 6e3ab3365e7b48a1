import {
  type Db,
  type Dialect,
  findInChunks,
  type Milliseconds,
  minor,
  type MinorUnits,
  readInteger,
  readMinorUnits,
  readSum,
  sumOf,
} from '../../kernel';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES } from '../../members';

/** What a member who is in leaderboards has earned. */
export interface Earned {
  /** The member's row. */
  readonly member: number;
  readonly amount: MinorUnits;
}

/** What everybody in leaderboards has earned in a currency, those who have earned nothing left out; in no order. */
export async function readLifetimes(db: Db, currency: string): Promise<Earned[]> {
  const rows = (await db(`${TABLES.accounts} as a`)
    .join(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'a.member')
    .select({ member: 'm.id', amount: 'a.lifetime_earned' })
    .where('a.currency', currency)
    .where('a.lifetime_earned', '>', 0)
    .where('m.leaderboard', true)) as { member: unknown; amount: unknown }[];
  return rows.map(({ member, amount }) => ({ member: readInteger(member), amount: readMinorUnits(amount) }));
}

/** As `readLifetimes`, of what was posted since an instant; whoever had as much taken back as they earned is left out. */
export async function readEarnedSince(
  db: Db,
  dialect: Dialect,
  currency: string,
  since: Milliseconds,
): Promise<Earned[]> {
  const sums = db(TABLES.entries)
    .select('member', db.raw(`${sumOf(dialect, 'earned')} AS amount`))
    .where({ currency })
    .where('posted_at', '>=', since)
    .groupBy('member')
    .as('s');
  // Looked up for each by the index. A join is left to what the database believes of who shows themselves: while it has not
  // noticed that many have begun to, it goes through all sums for each of them.
  const shown = db(`${MEMBER_TABLES.members} as m`)
    .select('m.id')
    .where('m.document_id', db.ref('s.member'))
    .where('m.leaderboard', true)
    .limit(1);
  const rows = await db.select<{ member: unknown; amount: unknown }[]>('s.amount', shown.as('member')).from(sums);
  return rows
    .filter(({ member }) => member !== null)
    .map(({ member, amount }) => ({ member: readInteger(member), amount: minor(readSum(amount)) }))
    .filter(({ amount }) => amount > 0n);
}

/** How a member is shown in a leaderboard. */
export interface Ranked {
  readonly handle: string | null;
  readonly name: string | null;
  readonly hasProfile: boolean;
}

/** Those of these members who are in leaderboards now, by their rows. */
export async function readRanked(db: Db, members: readonly number[]): Promise<Map<number, Ranked>> {
  const rows = await findInChunks(members, async (part) => {
    const query = db(MEMBER_TABLES.members).select('id', 'handle', 'name', 'alias', 'public_profile');
    return (await query.where('leaderboard', true).whereIn('id', part)) as Record<string, unknown>[];
  });
  return new Map(
    rows.map(({ id, handle, name, alias, public_profile: isPublic }) => [
      readInteger(id),
      {
        handle: handle as string | null,
        name: alias ? null : (name as string | null),
        hasProfile: Boolean(isPublic) && handle !== null,
      },
    ]),
  );
}
