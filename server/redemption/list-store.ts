import type { Knex } from 'knex';
import type { RedemptionStatus } from '../contract';
import { countRows, type Db, inPages, type Milliseconds, ROWS_AT_A_TIME } from '../kernel';
import { attempts, readRedemptions, type Redemption } from './store';

export interface RedemptionFilter {
  readonly status?: RedemptionStatus | undefined;
  readonly member?: string | undefined;
  readonly orderId?: string | undefined;
}

/** What each status is in the tables, as `statusAt` tells it. */
const STATUSES: Record<RedemptionStatus, (query: Knex.QueryBuilder, now: Milliseconds) => Knex.QueryBuilder> = {
  held: (query, now) => query.where('h.status', 'open').whereRaw('(h.expires_at IS NULL OR h.expires_at > ?)', [now]),
  captured: (query) => query.where('h.status', 'captured'),
  released: (query) => query.where('h.status', 'released'),
  expired: (query, now) => query.whereRaw("(h.status = 'expired' OR (h.status = 'open' AND h.expires_at <= ?))", [now]),
  refused: (query) => query.whereNull('r.hold_id'),
};

function narrow(
  query: Knex.QueryBuilder,
  { status, member, orderId }: RedemptionFilter,
  now: Milliseconds,
): Knex.QueryBuilder {
  if (status !== undefined) void STATUSES[status](query, now);
  if (member !== undefined) query.where('r.member', member);
  if (orderId !== undefined) query.where('r.order_id', orderId);
  return query;
}

export const countListed = (db: Db, filter: RedemptionFilter, now: Milliseconds): Promise<number> =>
  countRows(narrow(attempts(db), filter, now));

/** A page of attempts, newest first. */
export const readListed = (
  db: Db,
  filter: RedemptionFilter,
  now: Milliseconds,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<Redemption[]> =>
  readRedemptions(db, (query) => narrow(query, filter, now).orderBy('r.id', 'desc').offset(skip).limit(limit));

/** Every attempt of a member, oldest first. */
export const readAllOf = (db: Db, member: string): AsyncGenerator<Redemption> =>
  inPages((last) =>
    readRedemptions(db, (query) =>
      query
        .where('r.member', member)
        .where('r.id', '>', last?.id ?? '')
        .orderBy('r.id')
        .limit(ROWS_AT_A_TIME),
    ),
  );
