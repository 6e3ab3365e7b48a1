import type { MemberId } from '../../contract';
import { type Db, type MinorUnits, readMinorUnits } from '../../kernel';
import { TABLES } from '../schema';

/** What lifetime earnings members have in a currency; those without an account are absent. */
export async function readLifetimeEarned(
  db: Db,
  currency: string,
  members: readonly MemberId[],
): Promise<Map<MemberId, MinorUnits>> {
  const query = db(TABLES.accounts).select('member', 'lifetime_earned').where('currency', currency);
  const rows = (await query.whereIn('member', members)) as { member: string; lifetime_earned: unknown }[];
  return new Map(rows.map((row) => [row.member, readMinorUnits(row.lifetime_earned)]));
}
