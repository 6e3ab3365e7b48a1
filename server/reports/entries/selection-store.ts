import type { Knex } from 'knex';
import { countRows, type Db, type Dialect, type Milliseconds, readInteger } from '../../kernel';
import { holdsFolded, holdsText, withoutSign } from '../../kernel/search';
import { TABLES } from '../../ledger';
import type { Selection } from './selection';

/** The members' own table. Known by name only: who a member is, no posting asks. */
export const MEMBERS = 'rewards_members';

/** A currency as lists show it. */
export interface ListedCurrency {
  readonly code: string;
  readonly name: string;
  readonly scale: number;
}

/** Accounts that are named in a statement one by one; where more are found, the statement looks for them itself. */
const MOST_NAMED = 10_000;

export async function accountsOfMember(db: Db, member: string): Promise<number[]> {
  const rows: unknown = await db(TABLES.accounts).select('id').where({ member });
  return (rows as { id: unknown }[]).map(({ id }) => readInteger(id));
}

/** The accounts of members whose name, handle or email holds a text; null when there are many. */
export async function accountsOfNamed(db: Db, dialect: Dialect, term: string): Promise<number[] | null> {
  // Many members are soon found, and their accounts then not looked for.
  const some = db({ m: MEMBERS })
    .select('m.id')
    .where(holdsName(db, dialect, term))
    .limit(MOST_NAMED + 1)
    .as('some');
  if ((await countRows(db.from(some))) > MOST_NAMED) return null;
  const rows = (await named(db, dialect, term).limit(MOST_NAMED + 1)) as { id: unknown }[];
  return rows.length > MOST_NAMED ? null : rows.map(({ id }) => readInteger(id));
}

const holdsName = (db: Db, dialect: Dialect, term: string): Knex.Raw =>
  holdsFolded(db, dialect, 'm.search_text', withoutSign(term));

function named(db: Db, dialect: Dialect, term: string): Knex.QueryBuilder {
  return db({ a: TABLES.accounts })
    .join({ m: MEMBERS }, 'm.document_id', 'a.member')
    .where(holdsName(db, dialect, term))
    .select('a.id');
}

/** Whether a row is of such a member. A scalar, which no database turns into a list of all of them first. */
function isOfNamed(db: Db, dialect: Dialect, term: string): Knex.Raw {
  const text = db({ m: MEMBERS }).max('m.search_text').whereRaw('m.document_id = e.member');
  return holdsFolded(db, dialect, `(${text.toQuery()})`, withoutSign(term));
}

/** The rows of a selection, as a query without columns; the ledger's table is called `e`. */
export function selected(db: Db, dialect: Dialect, selection: Selection): Knex.QueryBuilder {
  const { currency, currencies, types, accounts, search, from, to } = selection;
  const query: Knex.QueryBuilder = db({ e: TABLES.entries });
  if (currency) query.where('e.currency', currency.code);
  else if (types && !accounts && !search) {
    // All the currencies there are restrict nothing, but the index of kinds begins with the currency.
    query.whereIn(
      'e.currency',
      currencies.map(({ code }) => code),
    );
  }
  if (types?.length === 1) query.where('e.type', types[0]);
  else if (types) query.whereIn('e.type', types);
  if (accounts) query.whereIn('e.account_id', accounts);
  if (from !== null) query.where('e.posted_at', '>=', from);
  if (to !== null) query.where('e.posted_at', '<', to);
  if (search) {
    query.where((some) => {
      some.where(holdsText(db, dialect, 'e.reason', search.term));
      some.orWhere(holdsText(db, dialect, 'e.event_id', search.term));
      if (search.ids) some.orWhereBetween('e.id', [...search.ids]);
      // The texts of every row are read anyway.
      if (search.idEnd) some.orWhere('e.id', 'like', `%${search.idEnd}`);
      if (search.accounts === 'all') some.orWhereIn('e.account_id', named(db, dialect, search.term));
      else if (search.accounts === 'each') some.orWhere(isOfNamed(db, dialect, search.term));
      else if (search.accounts.length > 0) some.orWhereIn('e.account_id', search.accounts);
    });
  }
  return query;
}

/**
 * Counts the rows of whole accounts that were posted before an instant, without reading them: every account numbers its own
 * from 1 without gaps (L5), so the sum of their last numbers less what was posted since is the count, and accounts are few
 * where rows are millions. One statement, which no posting comes in between.
 */
export async function countByAccounts(
  db: Db,
  { currency, accounts }: Selection,
  before: Milliseconds,
): Promise<number> {
  const all = db(TABLES.accounts).sum('sequence');
  const since = db(TABLES.entries).count('*').where('posted_at', '>=', before);
  for (const query of [all, since]) if (currency) query.where('currency', currency.code);
  if (accounts) {
    all.whereIn('id', accounts);
    since.whereIn('account_id', accounts);
  }
  const rows: unknown = await db.select({ numbered: all, late: since });
  const [row] = rows as [{ numbered: unknown; late: unknown }];
  return readInteger(row.numbered ?? 0) - readInteger(row.late);
}

/** Counts the rows of a selection by reading them. */
export async function countSelected(db: Db, dialect: Dialect, selection: Selection): Promise<number> {
  return countRows(selected(db, dialect, selection));
}
