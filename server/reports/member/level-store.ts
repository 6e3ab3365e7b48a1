import type { Knex } from 'knex';
import { MAX_MINOR_UNITS, type EntryType } from '../../contract';
import {
  type AccountId,
  countRows,
  type Db,
  type Milliseconds,
  type MinorUnits,
  readInteger,
  readMinorUnits,
} from '../../kernel';
import { TABLES } from '../../ledger';

/** A row that took an account from one rung to another. */
export interface RungStep {
  readonly entryId: string;
  readonly type: EntryType;
  readonly postedAt: Milliseconds;
  readonly balanceAfter: MinorUnits;
  /** Places among the thresholds, from 1; 0 is below the lowest. */
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of an account that crossed a threshold, newest first: told by the database, so that an account of a million rows
 * is not read for the three that matter.
 *
 * @param thresholds lowest first
 */
export async function readRungSteps(
  db: Db,
  accountId: AccountId,
  thresholds: readonly MinorUnits[],
  limit: number,
): Promise<RungStep[]> {
  const { from, to } = placesAmong(thresholds);
  const rows = (await crossing(db, accountId, thresholds)
    .select('id', 'type', 'posted_at', 'balance_after', db.raw(`${from} AS came_from`), db.raw(`${to} AS went_to`))
    .orderBy('sequence', 'desc')
    .limit(limit)) as Readonly<Record<string, unknown>>[];
  return rows.map((row) => ({
    entryId: row.id as string,
    type: row.type as EntryType,
    postedAt: readInteger(row.posted_at),
    balanceAfter: readMinorUnits(row.balance_after),
    from: readInteger(row.came_from),
    to: readInteger(row.went_to),
  }));
}

/** How many rows of an account crossed a threshold. */
export const countRungSteps = (db: Db, accountId: AccountId, thresholds: readonly MinorUnits[]): Promise<number> =>
  countRows(crossing(db, accountId, thresholds));

function crossing(db: Db, accountId: AccountId, thresholds: readonly MinorUnits[]): Knex.QueryBuilder {
  const { from, to } = placesAmong(thresholds);
  return db(TABLES.entries).where('account_id', accountId).whereRaw(`${from} <> ${to}`);
}

/** As SQL, where a row came from and where it went among the thresholds. */
function placesAmong(thresholds: readonly MinorUnits[]): { readonly from: string; readonly to: string } {
  // Digits in the statement: bound, they would be text to MySQL, which compares that by way of a float (L3).
  const branches = thresholds
    .map((threshold, i) => [threshold, i + 1] as const)
    .filter(([threshold]) => threshold <= MAX_MINOR_UNITS)
    .toReversed()
    .map(([threshold, at]) => [`>= ${threshold}`, at] as const);
  const place = (figure: string) =>
    branches.length === 0
      ? '0'
      : `CASE ${branches.map(([reached, at]) => `WHEN ${figure} ${reached} THEN ${at}`).join(' ')} ELSE 0 END`;
  return { from: place('(balance_after - amount)'), to: place('balance_after') };
}
