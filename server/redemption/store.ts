import type { Knex } from 'knex';
import type { HoldStatus } from '../contract';
import {
  asOfNow,
  type Db,
  dialectOf,
  type Milliseconds,
  type MinorUnits,
  readInteger,
  readMinorUnits,
  writeRows,
  ZERO,
} from '../kernel';
import type { Row } from '../kernel/table';
import { CURRENCIES_TABLE } from '../currencies';
import { type Captures, joinHold, readCaptures } from '../ledger';
import { MEMBER_TABLES } from '../members';
import { orderKey, redemptionTable } from './schema';

/** An attempt as it is written down. */
export type Attempt = Row<typeof redemptionTable>;

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

/** Writes an attempt down. The only writer of the table. */
export const insertAttempt = (db: Db, attempt: Attempt): Promise<void> =>
  writeRows(db, dialectOf(db), [redemptionTable.inserted([attempt])]);

/** What is read of others along with an attempt. */
const BESIDES = {
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
type Besides = Record<keyof typeof BESIDES | 'hold_id', unknown>;

/** Attempts with their holds, as `r` and `h`. */
export const attempts = (db: Db): Knex.QueryBuilder => joinHold(db(`${redemptionTable.name} as r`), 'h', 'r.hold_id');

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
    .join(`${CURRENCIES_TABLE} as c`, 'c.code', 'r.currency')
    .leftJoin(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'r.member')
    .select(redemptionTable.columnsOf('r'))
    .select(BESIDES);
  const rows = (await asOfNow(db, choose(query))) as Besides[];
  const captured = rows.filter((row) => row.captured !== null && readMinorUnits(row.captured) > 0n);
  const captures = await readCaptures(
    db,
    captured.map((row) => row.hold_id as string),
  );
  return rows.map((row): Redemption => ({
    ...redemptionTable.readOne(row),
    scale: readInteger(row.scale),
    currencyName: row.currencyName as string,
    memberName: row.memberName as string | null,
    memberHandle: row.memberHandle as string | null,
    hold: row.holdStatus === null ? null : toHold(row, captures.get(row.hold_id as string)),
  }));
}

const toHold = (row: Besides, captures: Captures | undefined): HoldOfAttempt => ({
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
    query.where('r.order_key', orderKey({ source, orderId })).whereNotNull('r.hold_id').orderBy('r.id', 'desc'),
  );

/** The attempt of a hold, or of an id. */
export async function findRedemption(db: Db, column: 'id' | 'hold_id', id: string): Promise<Redemption | undefined> {
  return (await readRedemptions(db, (query) => query.where(`r.${column}`, id)))[0];
}
