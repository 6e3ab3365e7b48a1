import { MAX_MINOR_UNITS, type EntryType } from '../../contract';
import { type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits } from '../../kernel';
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
  accountId: number,
  thresholds: readonly MinorUnits[],
  limit: number,
): Promise<RungStep[]> {
  // Digits in the statement: bound, they would be text to MySQL, which compares that by way of a float (L3).
  const branches = thresholds
    .map((threshold, i) => [threshold, i + 1] as const)
    .filter(([threshold]) => threshold <= MAX_MINOR_UNITS)
    .toReversed();
  if (branches.length === 0) return [];
  const place = (figure: string) =>
    `CASE ${branches.map(([threshold, at]) => `WHEN ${figure} >= ${threshold} THEN ${at}`).join(' ')} ELSE 0 END`;
  const from = place('(balance_after - amount)');
  const to = place('balance_after');
  const rows = (await db(TABLES.entries)
    .select('id', 'type', 'posted_at', 'balance_after', db.raw(`${from} AS came_from`), db.raw(`${to} AS went_to`))
    .where('account_id', accountId)
    .whereRaw(`${from} <> ${to}`)
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
