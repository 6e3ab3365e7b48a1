import type { Knex } from 'knex';
import type { MemberId } from '../contract';
import { chunksOf, IDS_PER_STATEMENT, type Milliseconds, outboxTable, readInteger } from '../kernel';
import type { Row } from '../kernel/table';

/** A row of the outbox, with the number that the database gave it. */
export type Waiting = Row<typeof outboxTable> & { readonly row: number };

const waiting = (db: Knex, except: readonly MemberId[], most: number): Knex.QueryBuilder =>
  db(outboxTable.name)
    .select('id as row', ...outboxTable.columns)
    .whereNotIn('member', except)
    .orderBy('id')
    .limit(most);

const read = (rows: unknown): Waiting[] =>
  (rows as Record<string, unknown>[]).map((row) => ({ ...outboxTable.readOne(row), row: readInteger(row.row) }));

/**
 * What was not told yet, each member's in order, of members of whom nothing waits to be told again.
 *
 * @param except members who are being told something
 */
export async function readFresh(db: Knex, except: readonly MemberId[], most: number): Promise<Waiting[]> {
  const held = db(outboxTable.name).select('member').where('next_attempt_at', '>', 0);
  return read(await waiting(db, except, most).where('next_attempt_at', 0).whereNotIn('member', held));
}

/** What failed and is due again: of each member, only what is first. @param except as of `readFresh` */
export async function readDue(
  db: Knex,
  now: Milliseconds,
  except: readonly MemberId[],
  most: number,
): Promise<Waiting[]> {
  return read(await waiting(db, except, most).whereBetween('next_attempt_at', [1, now]));
}

/** Forgets what was told. */
export async function deleteTold(db: Knex, rows: readonly number[]): Promise<void> {
  for (const part of chunksOf(IDS_PER_STATEMENT, rows)) await db(outboxTable.name).whereIn('id', part).del();
}

/** Notes that telling failed. @param nextAttemptAt null: it is not tried again */
export async function noteFailure(
  db: Knex,
  row: number,
  failure: Pick<Waiting, 'attempts' | 'nextAttemptAt' | 'lastError'>,
): Promise<void> {
  await db(outboxTable.name).where('id', row).update(outboxTable.toColumns(failure));
}

/** Whether anything may be told now. Costs next to nothing where nothing is. */
export async function isWaiting(db: Knex, now: Milliseconds): Promise<boolean> {
  return (await db(outboxTable.name).whereBetween('next_attempt_at', [0, now]).first('id')) !== undefined;
}
