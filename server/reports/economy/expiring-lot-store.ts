import type { Knex } from 'knex';
import {
  countRows,
  type Db,
  type Milliseconds,
  type MinorUnits,
  minor,
  readInteger,
  readMinorUnits,
} from '../../kernel';
import type { Segment } from '../../kernel/window';
import { MEMBERS } from '../entries';
import { TABLES } from '../../ledger';

export interface ExpiringLot {
  readonly id: string;
  readonly free: MinorUnits;
  readonly expiresAt: Milliseconds;
  readonly currency: string;
  readonly member: string;
  readonly memberName: string | null;
  readonly memberHandle: string | null;
}

/** Open lots that expire one day and of which something is free: what is held does not expire (L15). */
function expiring(db: Db, currency: string | null): Knex.QueryBuilder {
  const query: Knex.QueryBuilder = db({ l: TABLES.lots })
    .where('l.is_open', 1)
    .whereNotNull('l.expires_at')
    .whereRaw('l.remaining > l.held');
  return currency === null ? query : query.join({ a: TABLES.accounts }, 'a.id', 'l.account_id').where({ currency });
}

export async function countExpiringLots(db: Db, currency: string | null): Promise<number> {
  return countRows(expiring(db, currency));
}

/** All of them; ascending, the soonest stand first, and those that are past their expiry before all others. */
export const expiringLotsInOrder = (db: Db, currency: string | null, count: number): Segment => ({
  count,
  async read({ skip, limit, order }) {
    const rows: unknown = await expiring(db, currency)
      .select('l.id')
      .orderBy([
        { column: 'l.expires_at', order },
        { column: 'l.id', order },
      ])
      .offset(skip)
      .limit(limit);
    return (rows as { id: string }[]).map(({ id }) => id);
  },
});

/** In the order in which they are named; one that is gone is left out. */
export async function readExpiringLots(db: Db, ids: readonly string[]): Promise<ExpiringLot[]> {
  const rows: unknown = await db({ l: TABLES.lots })
    .whereIn('l.id', ids)
    .join({ a: TABLES.accounts }, 'a.id', 'l.account_id')
    .leftJoin({ m: MEMBERS }, 'm.document_id', 'a.member')
    .select({
      id: 'l.id',
      remaining: 'l.remaining',
      held: 'l.held',
      expiresAt: 'l.expires_at',
      currency: 'a.currency',
      member: 'a.member',
      memberName: 'm.name',
      memberHandle: 'm.handle',
    });
  const lots = (rows as Record<string, unknown>[]).map((row) => ({
    id: row.id as string,
    free: minor(readMinorUnits(row.remaining) - readMinorUnits(row.held)),
    expiresAt: readInteger(row.expiresAt),
    currency: row.currency as string,
    member: row.member as string,
    memberName: row.memberName as string | null,
    memberHandle: row.memberHandle as string | null,
  }));
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
