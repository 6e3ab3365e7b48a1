import type { Knex } from 'knex';
import {
  type AccountId,
  type Db,
  type Dialect,
  type Milliseconds,
  minor,
  type MinorUnits,
  readAccountId,
  readInteger,
  readMinorUnits,
  writeRows,
} from '../kernel';
import { lotsExpiring } from '../ledger';
import { warningTable } from './schema';

/** A lot of which something is free that expires. */
export interface ExpiringLot {
  readonly id: string;
  readonly accountId: AccountId;
  readonly free: MinorUnits;
  readonly expiresAt: Milliseconds;
}

/** After which lot of the order by expiry a page begins. */
export interface Mark {
  readonly expiresAt: Milliseconds;
  readonly id: string;
}

/** Open lots within a span of expiry of which nobody was warned. What is held of a lot does not expire with it (L21). */
function unwarned(db: Db, after: Milliseconds, until: Milliseconds): Knex.QueryBuilder {
  return lotsExpiring(db, after, until)
    .leftJoin({ w: warningTable.name }, 'w.id', 'l.id')
    .whereNull('w.id')
    .select('l.id', 'l.account_id', 'l.remaining', 'l.held', 'l.expires_at');
}

function toLots(rows: unknown): ExpiringLot[] {
  return (rows as Record<string, unknown>[]).map((row) => ({
    id: row.id as string,
    accountId: readAccountId(row.account_id),
    free: minor(readMinorUnits(row.remaining) - readMinorUnits(row.held)),
    expiresAt: readInteger(row.expires_at),
  }));
}

/** The next lots nobody was warned of, soonest first. */
export async function readUnwarned(db: Db, mark: Mark, until: Milliseconds, limit: number): Promise<ExpiringLot[]> {
  const query = unwarned(db, mark.expiresAt - 1, until).where((rest) => {
    void rest.where('l.expires_at', '>', mark.expiresAt).orWhere('l.id', '>', mark.id);
  });
  return toLots(await query.limit(limit));
}

/** All such lots of an account. */
export async function readUnwarnedOf(
  db: Db,
  accountId: AccountId,
  after: Milliseconds,
  until: Milliseconds,
  limit: number,
): Promise<ExpiringLot[]> {
  return toLots(await unwarned(db, after, until).where('l.account_id', accountId).limit(limit));
}

/** Writes down that a warning of these lots is given; answers the lots of which nobody else has done so. */
export async function writeWarnings(
  trx: Knex.Transaction,
  dialect: Dialect,
  writer: string,
  lots: readonly ExpiringLot[],
  now: Milliseconds,
): Promise<ReadonlySet<string>> {
  const warnings = lots.map(({ id, expiresAt }) => ({ id, writer, expiresAt, warnedAt: now, toldAt: null }));
  await writeRows(trx, dialect, [warningTable.insertedIfNew(warnings)]);
  const ids = lots.map(({ id }) => id);
  const own = (await trx(warningTable.name).select('id').where({ writer }).whereIn('id', ids)) as { id: string }[];
  return new Set(own.map(({ id }) => id));
}

/** Writes down that a warning has been told. */
export async function confirmWarning(db: Db, writer: string, now: Milliseconds): Promise<void> {
  await db(warningTable.name).where({ writer }).update({ told_at: now });
}

/** Takes back a warning that was not told, so that its lots are warned of again. */
export async function withdrawWarning(db: Db, writer: string): Promise<void> {
  await db(warningTable.name).where({ writer }).whereNull('told_at').del();
}

/** Takes back the warnings from before an instant that were never told, because their process ended. */
export async function withdrawAbandoned(db: Db, before: Milliseconds): Promise<void> {
  await db(warningTable.name).whereNull('told_at').where('warned_at', '<', before).del();
}

/** Forgets the warnings of lots that expired before an instant. */
export async function forgetWarnings(db: Db, before: Milliseconds): Promise<void> {
  await db(warningTable.name).where('expires_at', '<', before).del();
}
