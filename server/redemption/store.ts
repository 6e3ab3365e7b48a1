import type { Knex } from 'knex';
import type { ErrorCode, ErrorDetails, HoldStatus } from '../contract';
import { asOfNow, type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits, ZERO } from '../kernel';
import { keyHash, TABLES } from '../ledger';
import { MEMBER_TABLES } from '../members';
import { type Captures, readCaptures } from './capture-store';
import { REDEMPTIONS } from './schema';

/** An attempt as it is written down. */
export interface Attempt {
  readonly id: string;
  readonly source: string;
  readonly orderId: string;
  readonly member: string;
  readonly currency: string;
  readonly requested: MinorUnits;
  readonly orderAmount: MinorUnits;
  readonly decimals: number;
  readonly value: string;
  readonly tier: string | null;
  readonly tierDiscountPercent: string;
  readonly holdId: string | null;
  readonly refusal: ErrorCode | null;
  readonly refusalDetails: ErrorDetails | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly attemptedAt: Milliseconds;
}

/** The hold of an attempt, as the ledger has it. */
export interface HoldOfAttempt {
  readonly status: HoldStatus;
  readonly amount: MinorUnits;
  readonly captured: MinorUnits;
  readonly released: MinorUnits;
  readonly expiresAt: Milliseconds | null;
  /** The first row that captured it, and the newest one that gave back what was captured. */
  readonly captureId: string | null;
  readonly refundId: string | null;
  /** L39. What of the captured amount was given back. */
  readonly refunded: MinorUnits;
}

/** An attempt with what became of it. */
export interface Redemption extends Attempt {
  /** Decimals of the currency. */
  readonly scale: number;
  readonly currencyName: string;
  readonly memberName: string | null;
  readonly memberHandle: string | null;
  readonly hold: HoldOfAttempt | null;
}

/** By what an order's attempts are found. */
export const orderKey = (source: string, orderId: string): string => keyHash(source, orderId);

/** Writes an attempt down. The only writer of the table. */
export async function insertAttempt(db: Db, attempt: Attempt): Promise<void> {
  const { requested, orderAmount, refusalDetails, ...rest } = attempt;
  await db(REDEMPTIONS).insert({
    id: rest.id,
    source: rest.source,
    order_id: rest.orderId,
    order_key: orderKey(rest.source, rest.orderId),
    member: rest.member,
    currency: rest.currency,
    requested: requested.toString(),
    order_amount: orderAmount.toString(),
    decimals: rest.decimals,
    value: rest.value,
    tier: rest.tier,
    tier_discount_percent: rest.tierDiscountPercent,
    hold_id: rest.holdId,
    refusal: rest.refusal,
    refusal_details: refusalDetails === null ? null : JSON.stringify(refusalDetails),
    actor_id: rest.actorId,
    actor_name: rest.actorName,
    attempted_at: rest.attemptedAt,
  });
}

const ATTEMPT = {
  id: 'r.id',
  source: 'r.source',
  orderId: 'r.order_id',
  member: 'r.member',
  currency: 'r.currency',
  requested: 'r.requested',
  orderAmount: 'r.order_amount',
  decimals: 'r.decimals',
  value: 'r.value',
  tier: 'r.tier',
  tierDiscountPercent: 'r.tier_discount_percent',
  holdId: 'r.hold_id',
  refusal: 'r.refusal',
  refusalDetails: 'r.refusal_details',
  actorId: 'r.actor_id',
  actorName: 'r.actor_name',
  attemptedAt: 'r.attempted_at',
  scale: 'c.scale',
  currencyName: 'c.name',
  memberName: 'm.name',
  memberHandle: 'm.handle',
  holdStatus: 'h.status',
  held: 'h.amount',
  captured: 'h.captured',
  released: 'h.released',
  expiresAt: 'h.expires_at',
} as const;

/** Attempts with their holds, as `r` and `h`. */
export const attempts = (db: Db): Knex.QueryBuilder =>
  db(`${REDEMPTIONS} as r`).leftJoin(`${TABLES.holds} as h`, 'h.id', 'r.hold_id');

/**
 * Reads attempts with what became of them.
 *
 * @param choose narrows and orders `attempts`
 */
export async function readRedemptions(
  db: Db,
  choose: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<Redemption[]> {
  const query = attempts(db)
    .join(`${TABLES.currencies} as c`, 'c.code', 'r.currency')
    .leftJoin(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'r.member')
    .select(ATTEMPT);
  const rows = (await asOfNow(db, choose(query))) as Record<keyof typeof ATTEMPT, unknown>[];
  const captures = await readCaptures(
    db,
    rows.flatMap(({ holdId, captured }) =>
      holdId !== null && readMinorUnits(captured) > 0n ? [holdId as string] : [],
    ),
  );
  return rows.map((row) => ({
    ...(row as unknown as Redemption),
    requested: readMinorUnits(row.requested),
    orderAmount: readMinorUnits(row.orderAmount),
    decimals: readInteger(row.decimals),
    refusalDetails: row.refusalDetails === null ? null : (JSON.parse(row.refusalDetails as string) as ErrorDetails),
    attemptedAt: readInteger(row.attemptedAt),
    scale: readInteger(row.scale),
    hold: row.holdStatus === null ? null : toHold(row, captures.get(row.holdId as string)),
  }));
}

const toHold = (row: Record<keyof typeof ATTEMPT, unknown>, captures: Captures | undefined): HoldOfAttempt => ({
  status: row.holdStatus as HoldStatus,
  amount: readMinorUnits(row.held),
  captured: readMinorUnits(row.captured),
  released: readMinorUnits(row.released),
  expiresAt: row.expiresAt === null ? null : readInteger(row.expiresAt),
  captureId: captures?.captureId ?? null,
  refundId: captures?.refundId ?? null,
  refunded: captures?.refunded ?? ZERO,
});

/** The attempts of an order that held something, the newest first. */
export const readHeldOf = (db: Db, source: string, orderId: string): Promise<Redemption[]> =>
  readRedemptions(db, (query) =>
    query.where('r.order_key', orderKey(source, orderId)).whereNotNull('r.hold_id').orderBy('r.id', 'desc'),
  );

/** The attempt of a hold, or of an id. */
export async function findRedemption(db: Db, column: 'id' | 'hold_id', id: string): Promise<Redemption | undefined> {
  return (await readRedemptions(db, (query) => query.where(`r.${column}`, id)))[0];
}
