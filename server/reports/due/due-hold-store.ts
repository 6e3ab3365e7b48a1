import type { Knex } from 'knex';
import type { HoldStatus } from '../../contract';
import { countRows, type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits } from '../../kernel';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES } from '../../members';

export interface DueHold {
  readonly id: string;
  readonly member: string;
  readonly name: string | null;
  readonly handle: string | null;
  readonly currency: string;
  readonly amount: MinorUnits;
  readonly captured: MinorUnits;
  readonly released: MinorUnits;
  readonly status: HoldStatus;
  readonly expiresAt: Milliseconds;
  readonly reason: string | null;
  readonly reservedAt: Milliseconds;
}

/** Open holds that end by themselves one day. */
function due(db: Db, currency: string | undefined): Knex.QueryBuilder {
  const query = db(`${TABLES.holds} as h`).where('h.status', 'open').whereNotNull('h.expires_at');
  return currency === undefined
    ? query
    : query.join(`${TABLES.accounts} as a`, 'a.id', 'h.account_id').where('a.currency', currency);
}

export const countDueHolds = (db: Db, currency: string | undefined): Promise<number> => countRows(due(db, currency));

/** The soonest first, those that are past their time-out before all others. */
export async function readDueHolds(
  db: Db,
  currency: string | undefined,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<DueHold[]> {
  const order = [{ column: 'h.expires_at' }, { column: 'h.id' }];
  // Found by the index first, so that names are looked up for one page only.
  const page = due(db, currency).select('h.id').orderBy(order).offset(skip).limit(limit).as('page');
  const rows: unknown = await db
    .from(page)
    .join(`${TABLES.holds} as h`, 'h.id', 'page.id')
    .join(`${TABLES.entries} as e`, 'e.id', 'h.id')
    .leftJoin(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'e.member')
    .select({
      id: 'h.id',
      member: 'e.member',
      name: 'm.name',
      handle: 'm.handle',
      currency: 'e.currency',
      amount: 'h.amount',
      captured: 'h.captured',
      released: 'h.released',
      status: 'h.status',
      expiresAt: 'h.expires_at',
      reason: 'e.reason',
      reservedAt: 'e.posted_at',
    })
    .orderBy(order);
  type Numbers = 'amount' | 'captured' | 'released' | 'expiresAt' | 'reservedAt';
  return (rows as (Omit<DueHold, Numbers> & Record<Numbers, unknown>)[]).map((row) => ({
    ...row,
    amount: readMinorUnits(row.amount),
    captured: readMinorUnits(row.captured),
    released: readMinorUnits(row.released),
    expiresAt: readInteger(row.expiresAt),
    reservedAt: readInteger(row.reservedAt),
  }));
}
