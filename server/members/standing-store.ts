import type { Knex } from 'knex';
import { type Db, presently, readInteger } from '../kernel';
import { CURRENCIES_TABLE } from '../currencies';
import { rankOfMember } from '../ledger';
import { findRows } from './row-store';
import { MEMBER_TABLES } from './schema';

/** A level as an editor wrote it, with its threshold in major units. */
export interface LevelContent {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly threshold: string;
}

/** A tier as an editor wrote it. */
export interface TierContent extends LevelContent {
  readonly multiplier: string;
  readonly discountPercent: string;
}

/** @param present shows what is committed now, also in a transaction whose snapshot is older (MySQL) */
export async function readLevels(db: Db, present = false): Promise<LevelContent[]> {
  const query = db(MEMBER_TABLES.levels).select('id', 'code', 'name', 'threshold').orderBy('id');
  const rows = (await (present ? presently(db, query) : query)) as LevelContent[];
  return rows.map((row) => ({ ...row, id: readInteger(row.id) }));
}

/** @param present as of `readLevels` */
export async function readTiers(db: Db, present = false): Promise<TierContent[]> {
  const query = db(MEMBER_TABLES.tiers)
    .select('id', 'code', 'name', 'threshold', 'multiplier', 'discount_percent')
    .orderBy('id');
  const rows = (await (present ? presently(db, query) : query)) as Record<string, unknown>[];
  return rows.map(({ discount_percent: discountPercent, ...row }) => ({
    ...(row as Omit<TierContent, 'discountPercent'>),
    id: readInteger(row.id),
    discountPercent: discountPercent as string,
  }));
}

/** What a member can stand on: the column that says so, the table that it points to, and what drives it. */
export type Rank = 'level' | 'tier';
const RANKS = {
  level: { column: 'level_id', table: MEMBER_TABLES.levels, drives: 'drives_levels' },
  tier: { column: 'tier_id', table: MEMBER_TABLES.tiers, drives: 'drives_tiers' },
} as const;

/**
 * Points members to a level or a tier, by its code.
 *
 * @param currency the currency that moved them; nothing changes if it does not drive the rank (any more)
 */
export async function setRank(
  trx: Knex.Transaction,
  rank: Rank,
  code: string | null,
  members: readonly string[],
  currency: string,
): Promise<void> {
  const { drives } = RANKS[rank];
  // By their rows: by documentId MySQL would lock the gaps between them as well, where new members go.
  const rows = [...(await findRows(trx, members)).values()].sort((a, b) => a - b);
  await trx(MEMBER_TABLES.members)
    .update(rankColumn(trx, rank, code))
    .whereIn('id', rows)
    .whereExists(
      trx(CURRENCIES_TABLE)
        .select('id')
        .where({ code: currency, [drives]: true }),
    );
}

/** What points members to a level or a tier, by its code: a column with its value. */
export function rankColumn(db: Db, rank: Rank, code: string | null): Record<string, Knex.QueryBuilder | null> {
  const { column, table } = RANKS[rank];
  return { [column]: code === null ? null : db(table).select('id').where({ code }) };
}

/**
 * Points every member to the level or tier that their account says, where they stand elsewhere.
 *
 * @param ladder the currency that drives the rank, and the rung of whoever has no account in it; null: nothing drives it
 */
export async function recomputeMemberRanks(
  db: Db,
  rank: Rank,
  ladder: { readonly currency: string; readonly first: string | null } | null,
): Promise<void> {
  const { column, table } = RANKS[rank];
  if (!ladder) {
    await db(MEMBER_TABLES.members)
      .update({ [column]: null })
      .whereNotNull(column);
    return;
  }
  const account = rankOfMember(db, rank, ladder.currency, `${MEMBER_TABLES.members}.document_id`);
  const rung = () =>
    db(table)
      .select('id')
      .where('code', db.raw('COALESCE((?), ?)', [account.clone(), ladder.first]));
  await db(MEMBER_TABLES.members)
    .update({ [column]: rung() })
    .whereRaw('COALESCE(??, 0) <> COALESCE((?), 0)', [column, rung()]);
}

/** The codes of the level and the tier that members point to. */
export async function readStandings(
  db: Db,
  members: readonly string[],
): Promise<Map<string, { level: string | null; tier: string | null }>> {
  const rows: unknown = await db(`${MEMBER_TABLES.members} as m`)
    .leftJoin(`${MEMBER_TABLES.levels} as l`, 'l.id', 'm.level_id')
    .leftJoin(`${MEMBER_TABLES.tiers} as t`, 't.id', 'm.tier_id')
    .select('m.document_id as member', 'l.code as level', 't.code as tier')
    .whereIn('m.document_id', members);
  const read = rows as { member: string; level: string | null; tier: string | null }[];
  return new Map(read.map(({ member, level, tier }) => [member, { level, tier }]));
}
