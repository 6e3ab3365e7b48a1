import type { HoldStatus } from '../../contract';
import {
  type AccountId,
  countRows,
  type Db,
  type Milliseconds,
  type MinorUnits,
  readAccountId,
  readInteger,
  readMinorUnits,
} from '../../kernel';
import { TABLES } from '../../ledger';

export interface OpenLot {
  readonly id: string;
  readonly accountId: AccountId;
  readonly earnedAt: Milliseconds;
  readonly expiresAt: Milliseconds | null;
  readonly amount: MinorUnits;
  readonly remaining: MinorUnits;
  readonly held: MinorUnits;
}

type Row = Readonly<Record<string, unknown>>;

const orNull = (column: unknown) => (column === null ? null : readInteger(column));

const openLots = (db: Db, accountIds: readonly AccountId[]) =>
  db(TABLES.lots).whereIn('account_id', accountIds).where('is_open', 1);

export const countOpenLots = (db: Db, accountIds: readonly AccountId[]): Promise<number> =>
  countRows(openLots(db, accountIds));

/** The open lots of accounts, soonest expiry first, those that never expire last. */
export async function readOpenLots(db: Db, accountIds: readonly AccountId[], limit: number): Promise<OpenLot[]> {
  const query = openLots(db, accountIds).orderByRaw('CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END');
  return (await query.select(LOT).orderBy(BY_EXPIRY).limit(limit)).map(toLot);
}

/** A lot of which something is left, and that expires. */
export type ExpiringOwnLot = OpenLot & { readonly expiresAt: Milliseconds };

/** The open lots of accounts that expire, soonest first. */
export async function readExpiringLots(
  db: Db,
  accountIds: readonly AccountId[],
  limit: number,
): Promise<ExpiringOwnLot[]> {
  const query = openLots(db, accountIds).whereNotNull('expires_at').select(LOT).orderBy(BY_EXPIRY).limit(limit);
  return ((await query) as Row[]).map(toLot) as ExpiringOwnLot[];
}

const LOT = ['id', 'account_id', 'earned_at', 'expires_at', 'amount', 'remaining', 'held'];
const BY_EXPIRY = ['expires_at', 'earned_at', 'id'];

const toLot = (row: Row): OpenLot => ({
  id: row.id as string,
  accountId: readAccountId(row.account_id),
  earnedAt: readInteger(row.earned_at),
  expiresAt: orNull(row.expires_at),
  amount: readMinorUnits(row.amount),
  remaining: readMinorUnits(row.remaining),
  held: readMinorUnits(row.held),
});

export interface OpenHold {
  readonly id: string;
  readonly accountId: AccountId;
  readonly amount: MinorUnits;
  readonly captured: MinorUnits;
  readonly released: MinorUnits;
  readonly status: HoldStatus;
  readonly expiresAt: Milliseconds | null;
  readonly reason: string | null;
  readonly reservedAt: Milliseconds;
}

const openHolds = (db: Db, accountIds: readonly AccountId[]) =>
  db(`${TABLES.holds} as h`).whereIn('h.account_id', accountIds).where('h.status', 'open');

export const countOpenHolds = (db: Db, accountIds: readonly AccountId[]): Promise<number> =>
  countRows(openHolds(db, accountIds));

/** The open holds of accounts, oldest first, with what their `reserve` rows say. */
export async function readOpenHolds(db: Db, accountIds: readonly AccountId[], limit: number): Promise<OpenHold[]> {
  const rows = (await openHolds(db, accountIds)
    .join(`${TABLES.entries} as e`, 'e.id', 'h.id')
    .select(
      'h.id',
      'h.account_id',
      'h.amount',
      'h.captured',
      'h.released',
      'h.status',
      'h.expires_at',
      'e.reason',
      'e.posted_at',
    )
    .orderBy(['e.posted_at', 'h.id'])
    .limit(limit)) as Row[];
  return rows.map((row) => ({
    id: row.id as string,
    accountId: readAccountId(row.account_id),
    amount: readMinorUnits(row.amount),
    captured: readMinorUnits(row.captured),
    released: readMinorUnits(row.released),
    status: row.status as HoldStatus,
    expiresAt: orNull(row.expires_at),
    reason: row.reason as string | null,
    reservedAt: readInteger(row.posted_at),
  }));
}
