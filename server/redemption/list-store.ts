import type { Knex } from 'knex';
import type { RedemptionStatus } from '../contract';
import { countRows, type Db, inPages, type Milliseconds, ROWS_AT_A_TIME, type Span } from '../kernel';
import { REFUNDED_OF_HOLD } from '../ledger';
import { attempts, readRedemptions, type Redemption } from './store';

export interface RedemptionFilter {
  readonly status?: RedemptionStatus | undefined;
  readonly member?: string | undefined;
  readonly orderId?: string | undefined;
}

/** Holds that are over, of which something was captured. */
const SPENT = "h.captured > 0 AND (h.status <> 'open' OR h.expires_at <= :now)";

/** What each status is in the tables, as `statusAt` tells it. */
const STATUSES: Record<RedemptionStatus, string> = {
  held: "h.status = 'open' AND (h.expires_at IS NULL OR h.expires_at > :now)",
  captured: `${SPENT} AND ${REFUNDED_OF_HOLD} = 0`,
  'partly-refunded': `${SPENT} AND ${REFUNDED_OF_HOLD} > 0 AND ${REFUNDED_OF_HOLD} < h.captured`,
  refunded: `${SPENT} AND ${REFUNDED_OF_HOLD} >= h.captured`,
  released: "h.captured = 0 AND h.status = 'released'",
  expired: "h.captured = 0 AND (h.status = 'expired' OR (h.status = 'open' AND h.expires_at <= :now))",
  refused: 'r.hold_id IS NULL',
};

function narrow(
  query: Knex.QueryBuilder,
  { status, member, orderId }: RedemptionFilter,
  now: Milliseconds,
): Knex.QueryBuilder {
  if (status !== undefined) query.whereRaw(`(${STATUSES[status]})`, { now });
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
  { skip, limit }: Span,
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
