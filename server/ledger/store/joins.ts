/** How the lists of other rooms join what the ledger says: only here and in the reports stand the names of its tables. */
import type { Knex } from 'knex';
import type { Db } from '../../kernel';
import { TABLES } from '../schema';

/** Joins the row whose id a column holds. */
export const joinEntry = (query: Knex.QueryBuilder, as: string, idColumn: string): Knex.QueryBuilder =>
  query.join({ [as]: TABLES.entries }, `${as}.id`, idColumn);

/** Joins the hold whose id a column holds, if it holds one. */
export const joinHold = (query: Knex.QueryBuilder, as: string, idColumn: string): Knex.QueryBuilder =>
  query.leftJoin({ [as]: TABLES.holds }, `${as}.id`, idColumn);

/** The accounts of the member whose documentId a column of the outer query holds, for a condition. */
export const anyAccountOf = (db: Db, memberColumn: string): Knex.QueryBuilder =>
  db(TABLES.accounts)
    .select(db.raw('1'))
    .whereRaw('?? = ??', [`${TABLES.accounts}.member`, memberColumn]);

/** The level or the tier that such a member's account in a currency says; no row where there is no account. */
export const rankOfMember = (
  db: Db,
  rank: 'level' | 'tier',
  currency: string,
  memberColumn: string,
): Knex.QueryBuilder =>
  db(TABLES.accounts)
    .select(rank)
    .where({ currency })
    .whereRaw('?? = ??', [`${TABLES.accounts}.member`, memberColumn]);

/** Joins the account in a currency of the member whose documentId a column holds, if there is one. */
export const joinAccountOf = (
  query: Knex.QueryBuilder,
  as: string,
  currency: string,
  memberColumn: string,
): Knex.QueryBuilder =>
  query.leftJoin({ [as]: TABLES.accounts }, (on) => {
    on.on(`${as}.member`, memberColumn).andOnVal(`${as}.currency`, currency);
  });

/** Open lots of which something is free, and which expire within a span, as `l`, the soonest first. */
export const lotsExpiring = (db: Db, after: number, until: number): Knex.QueryBuilder =>
  db({ l: TABLES.lots })
    .where('l.is_open', 1)
    .where('l.expires_at', '>', after)
    .where('l.expires_at', '<=', until)
    .whereRaw('l.remaining > l.held')
    .orderBy([{ column: 'l.expires_at' }, { column: 'l.id' }]);
