import type { HoldStatus } from '../../contract';
import { countRows, type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits } from '../../kernel';
import { TABLES } from '../../ledger';

export interface OpenLot {
  readonly id: string;
  readonly accountId: number;
  readonly earnedAt: Milliseconds;
  readonly expiresAt: Milliseconds | null;
  readonly amount: MinorUnits;
  readonly remaining: MinorUnits;
  readonly held: MinorUnits;
}

type Row = Readonly<Record<string, unknown>>;

const orNull = (column: unknown) => (column === null ? null : readInteger(column));

const openLots = (db: Db, accountIds: readonly number[]) =>
  db(TABLES.lots).whereIn('account_id', accountIds).where('is_open', 1);

export const countOpenLots = (db: Db, accountIds: readonly number[]): Promise<number> =>
  countRows(openLots(db, accountIds));

/** The open lots of accounts, soonest expiry first, those that never expire last. */
export async function readOpenLots(db: Db, accountIds: readonly number[], limit: number): Promise<OpenLot[]> {
  const rows = (await openLots(db, accountIds)
    .select('id', 'account_id', 'earned_at', 'expires_at', 'amount', 'remaining', 'held')
    .orderByRaw('CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END')
    .orderBy(['expires_at', 'earned_at', 'id'])
    .limit(limit)) as Row[];
  return rows.map((row) => ({
    id: row.id as string,
    accountId: readInteger(row.account_id),
    earnedAt: readInteger(row.earned_at),
    expiresAt: orNull(row.expires_at),
    amount: readMinorUnits(row.amount),
    remaining: readMinorUnits(row.remaining),
    held: readMinorUnits(row.held),
  }));
}

export interface OpenHold {
  readonly id: string;
  readonly accountId: number;
  readonly amount: MinorUnits;
  readonly captured: MinorUnits;
  readonly released: MinorUnits;
  readonly status: HoldStatus;
  readonly expiresAt: Milliseconds | null;
  readonly reason: string | null;
  readonly reservedAt: Milliseconds;
}

const openHolds = (db: Db, accountIds: readonly number[]) =>
  db(`${TABLES.holds} as h`).whereIn('h.account_id', accountIds).where('h.status', 'open');

export const countOpenHolds = (db: Db, accountIds: readonly number[]): Promise<number> =>
  countRows(openHolds(db, accountIds));

/** The open holds of accounts, oldest first, with what their `reserve` rows say. */
export async function readOpenHolds(db: Db, accountIds: readonly number[], limit: number): Promise<OpenHold[]> {
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
    accountId: readInteger(row.account_id),
    amount: readMinorUnits(row.amount),
    captured: readMinorUnits(row.captured),
    released: readMinorUnits(row.released),
    status: row.status as HoldStatus,
    expiresAt: orNull(row.expires_at),
    reason: row.reason as string | null,
    reservedAt: readInteger(row.posted_at),
  }));
}
