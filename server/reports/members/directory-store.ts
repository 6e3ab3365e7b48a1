import type { Knex } from 'knex';
import { countRows, type Db, readInteger } from '../../kernel';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES, whereFound } from '../../members';
import type { Segment } from '../../kernel/window';

/** The directory, or what a search finds in it. */
export interface Listed {
  readonly db: Db;
  readonly search: string | undefined;
  /** The rows that the search finds, where they are few: known once, so that no later query has to look again. */
  readonly among?: readonly number[];
}

/** As many as are found again faster by their ids than by the search. */
const FEW = 1_000;

/** What a search finds. */
export async function searchDirectory(
  db: Db,
  search: string,
): Promise<{ readonly listed: Listed; readonly total: number }> {
  const rows = (await from({ db, search })
    .select('m.id')
    .limit(FEW + 1)) as { id: unknown }[];
  if (rows.length > FEW) return { listed: { db, search }, total: await countListed({ db, search }) };
  return { listed: { db, search, among: rows.map(({ id }) => readInteger(id)) }, total: rows.length };
}

/** A column of the members by which they can stand in order; whoever has nothing there comes last. */
export type KeyColumn = 'sort_name' | 'last_seen_at';

const found = ({ db, search, among }: Listed, query: Knex.QueryBuilder) =>
  among ? query.whereIn('m.id', among) : whereFound(db, query, search);

const from = (listed: Listed) => found(listed, listed.db(`${MEMBER_TABLES.members} as m`).where('m.listed', true));

/** How many there are. */
export async function countListed(listed: Listed): Promise<number> {
  return countRows(from(listed));
}

/**
 * Reads ids in the order of these columns, of which the last one tells any two rows apart.
 *
 * @param query has the ids in the last of the columns
 */
function inOrder(count: number, query: () => Knex.QueryBuilder, columns: readonly [...string[], string]): Segment {
  return {
    count,
    async read({ skip, limit, order }) {
      const id = columns[columns.length - 1];
      const rows: unknown = await query()
        .select({ id })
        .orderBy(columns.map((column) => ({ column, order: order === 'ASC' ? 'asc' : 'desc' })))
        .offset(skip)
        .limit(limit);
      return (rows as { id: string }[]).map((row) => row.id);
    },
  };
}

/** Everybody, by id alone. */
export const everybody = (listed: Listed, total: number): Segment =>
  inOrder(total, () => from(listed), ['m.document_id']);

/** Those who have something in a column, and those who have not. */
export async function byColumn(listed: Listed, column: KeyColumn, total: number): Promise<[Segment, Segment]> {
  const key = `m.${column}`;
  const count = await countRows(from(listed), key);
  return [
    inOrder(count, () => from(listed).whereNotNull(key), [key, 'm.document_id']),
    inOrder(total - count, () => from(listed).whereNull(key), ['m.document_id']),
  ];
}

/**
 * Those who have something of a currency, and those who have not. Whoever has an account is listed, so without a search
 * the accounts alone tell the first ones.
 */
export async function byBalance(listed: Listed, currency: string, total: number): Promise<[Segment, Segment]> {
  const { db, search } = listed;
  const holders = () => {
    const accounts = db(`${TABLES.accounts} as a`).where('a.currency', currency).where('a.balance', '>', 0);
    if (search === undefined) return accounts;
    return found(listed, accounts.join(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'a.member'));
  };
  const others = () =>
    from(listed).whereNotExists(
      db(`${TABLES.accounts} as a`)
        .select(db.raw('1'))
        .whereRaw('a.member = m.document_id')
        .where('a.currency', currency)
        .where('a.balance', '>', 0),
    );
  const count = await countRows(holders());
  return [
    inOrder(count, holders, ['a.balance', 'a.member']),
    inOrder(Math.max(0, total - count), others, ['m.document_id']),
  ];
}

/** Those who have badges, by how many, and those who have none. */
export async function byBadges(listed: Listed, total: number): Promise<[Segment, Segment]> {
  const { db, search } = listed;
  const awards = `${MEMBER_TABLES.badgeAwards} as w`;
  const counted = () =>
    db(awards).select('w.member_id').count({ badges: '*' }).whereNotNull('w.member_id').groupBy('w.member_id').as('b');
  const holders = () => from(listed).join(counted(), 'b.member_id', 'm.id');
  const others = () => from(listed).whereNotExists(db(awards).select(db.raw('1')).whereRaw('w.member_id = m.id'));
  // Whoever has a badge is listed, so without a search the awards alone tell them.
  const count = await (search === undefined ? countHolders(db) : countRows(holders()));
  return [
    inOrder(count, holders, ['b.badges', 'm.document_id']),
    inOrder(Math.max(0, total - count), others, ['m.document_id']),
  ];
}

async function countHolders(db: Db): Promise<number> {
  const holders = db(MEMBER_TABLES.badgeAwards).distinct('member_id').whereNotNull('member_id').as('h');
  return countRows(db.from(holders));
}
