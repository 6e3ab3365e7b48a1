import type { Knex } from 'knex';
import {
  countRows,
  type Db,
  dialectOf,
  lockFound,
  type Milliseconds,
  numbered,
  readInteger,
  writeRows,
} from '../../kernel';
import type { Standing } from '../events/event-store';
import { SHARDS } from '../events/shard';
import { decisionTable, shardTable, standingTable } from '../schema';
import type { Row } from '../../kernel/table';

export type StoredDecision = Row<typeof decisionTable>;

/** Makes the rows whose locks let one process at a time decide. */
export async function ensureShards(db: Db): Promise<void> {
  const rows = Array.from({ length: SHARDS }, (_, number) => ({ id: 0, number }));
  if ((await countRows(db(shardTable.name))) === SHARDS) return;
  await writeRows(db, dialectOf(db), [numbered(shardTable.insertedIfNew(rows))]);
}

/** Locks a shard until the transaction ends. @param skip where somebody else has it, instead of waiting */
export async function lockShard(trx: Knex.Transaction, number: number, skip: boolean): Promise<boolean> {
  const query = trx(shardTable.name).select(shardTable.columns).where({ number });
  const rows = await lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked: skip });
  return rows.length > 0;
}

/** When the first event of each shard is due, by the shards' numbers. One look into the index each. */
export async function firstDue(db: Db): Promise<Map<number, Milliseconds>> {
  const looks = Array.from({ length: SHARDS }, (_, shard) =>
    db(standingTable.name)
      .min('due_at as due')
      .where({ shard })
      .select(db.raw('? as place', [shard])),
  );
  const [first, ...others] = looks;
  const rows = (await (first as Knex.QueryBuilder).unionAll(others)) as { due: unknown; place: unknown }[];
  return new Map(rows.flatMap(({ due, place }) => (due === null ? [] : [[readInteger(place), readInteger(due)]])));
}

/** Members of whom an event waits for another try: what came after it waits with it (E5). */
async function membersOfLater(db: Db, shard: number, now: Milliseconds): Promise<ReadonlySet<string>> {
  const query = db(standingTable.name).distinct('member').where({ shard }).where('due_at', '>', now);
  return new Set(((await query) as { readonly member: string }[]).map(({ member }) => member));
}

/**
 * E5. Events of a shard that are due, in the order in which they were received. The shard is locked.
 *
 * @param most events that are read
 */
export async function readDue(
  trx: Knex.Transaction,
  shard: number,
  now: Milliseconds,
  most: number,
): Promise<readonly Standing[]> {
  const waiting = await membersOfLater(trx, shard, now);
  const query = trx(standingTable.name).select(standingTable.columns).where({ shard }).where('due_at', '<=', now);
  const due = standingTable.read(await query.orderBy('id').limit(most));
  return due.filter(({ member }) => !waiting.has(member ?? ''));
}

/** Writes what was decided, and how events stand now. With `insertNewEvents` the only writer of the tables. */
export const writeDecided = (
  trx: Knex.Transaction,
  standings: readonly Standing[],
  decisions: readonly StoredDecision[],
): Promise<void> =>
  writeRows(trx, dialectOf(trx), [decisionTable.inserted(decisions), standingTable.updated(standings)]);

/** The decision on an event; undefined before there is one. */
export async function findDecision(db: Db, id: string): Promise<StoredDecision | undefined> {
  return decisionTable.read(await db(decisionTable.name).select(decisionTable.columns).where({ id }))[0];
}

/** How events stand, locked until the transaction ends. */
export async function lockStandings(trx: Knex.Transaction, ids: readonly string[]): Promise<Standing[]> {
  const query = trx(standingTable.name).select(standingTable.columns).whereIn('id', ids).orderBy('id');
  return standingTable.read(await lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked: false }));
}
