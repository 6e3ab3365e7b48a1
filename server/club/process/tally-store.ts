import type { Knex } from 'knex';
import {
  dialectOf,
  findInChunks,
  lockFound,
  numbered,
  sha256,
  writeRows,
  chunksOf,
  IDS_PER_STATEMENT,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import { isShared, streakOf, Tallies, type Tally, type TallyKey, textOfKey } from '../decide/tallies';
import { tallyTable } from '../schema';

type TallyRow = Row<typeof tallyTable>;

/** A streak whose periods are needed. */
export interface StreakKey {
  readonly mission: string;
  readonly member: string;
  readonly per: string;
}

const hashOf = (key: TallyKey): string => sha256(textOfKey(key));

/** As it is stored once the database has numbered it. */
const rowOf = (key: TallyKey, { count, units }: Tally): TallyRow => ({
  ...{ id: 0, key: hashOf(key), mission: key.mission, kind: key.kind, of: key.of },
  member: key.scope === 'member' ? key.subject : null,
  ...{ period: key.period.key, ordinal: key.period.ordinal, count, units: String(units) },
});

/** Tallies as they are stored, and what it takes to store them again. */
export interface LoadedTallies {
  readonly tallies: Tallies;
  /** Writes what has changed. The only writer of the table. */
  save(): Promise<void>;
}

/**
 * Reads tallies. Those that others may count at the same time are made where there are none and locked, in one order for all; a
 * member's own are under the lock of the shard.
 */
export async function loadTallies(
  trx: Knex.Transaction,
  keys: readonly TallyKey[],
  streaks: readonly StreakKey[],
): Promise<LoadedTallies> {
  const byHash = new Map(keys.map((key) => [hashOf(key), key]));
  const shared = [...byHash].filter(([, key]) => isShared(key));
  const stored = new Map<string, TallyRow>();
  const keep = (rows: readonly TallyRow[]) => rows.forEach((row) => stored.set(row.key, row));
  keep(await lockShared(trx, new Map(shared)));
  const own = [...byHash].flatMap(([hash, key]) => (isShared(key) ? [] : [hash]));
  keep(await readTallies(trx, own));
  const tallies = new Tallies(await readStreaks(trx, streaks));
  for (const [hash, key] of byHash) {
    const row = stored.get(hash);
    if (row) tallies.put(key, { count: row.count, units: BigInt(row.units) });
  }
  return {
    tallies,
    async save() {
      const changed = tallies.changes().map(({ key, tally }) => {
        const row = rowOf(key, tally);
        return { ...row, id: stored.get(row.key)?.id ?? row.id };
      });
      await writeRows(trx, dialectOf(trx), [
        numbered(tallyTable.inserted(changed.filter(({ id }) => id === 0))),
        tallyTable.updated(changed.filter(({ id }) => id !== 0)),
      ]);
    },
  };
}

const NOTHING: Tally = { count: 0, units: 0n };

async function lockShared(trx: Knex.Transaction, keys: ReadonlyMap<string, TallyKey>): Promise<TallyRow[]> {
  if (keys.size === 0) return [];
  const inOrder = [...keys].sort(([one], [other]) => (one < other ? -1 : 1));
  const there = new Set((await readTallies(trx, [...keys.keys()])).map(({ key }) => key));
  const missing = inOrder.flatMap(([hash, key]) => (there.has(hash) ? [] : [rowOf(key, NOTHING)]));
  await writeRows(trx, dialectOf(trx), [numbered(tallyTable.insertedIfNew(missing))]);
  const locked: TallyRow[] = [];
  for (const part of chunksOf(
    IDS_PER_STATEMENT,
    inOrder.map(([hash]) => hash),
  )) {
    const query = trx(tallyTable.name).select(tallyTable.columns).whereIn('key', part).orderBy('key');
    const lock = { strength: 'change', skipLocked: false } as const;
    locked.push(...tallyTable.read(await lockFound(trx, dialectOf(trx), query, lock)));
  }
  return locked;
}

const readTallies = (trx: Knex.Transaction, hashes: readonly string[]): Promise<TallyRow[]> =>
  findInChunks(hashes, async (some) =>
    tallyTable.read(await trx(tallyTable.name).select(tallyTable.columns).whereIn('key', some)),
  );

/** The periods in which members have matched, by `streakOf`. */
async function readStreaks(trx: Knex.Transaction, streaks: readonly StreakKey[]): Promise<Map<string, Set<number>>> {
  const wanted = new Map(streaks.map((one) => [streakOf(one.mission, one.member, one.per), new Set<number>()]));
  const members = [...new Set(streaks.map(({ member }) => member))];
  const missions = [...new Set(streaks.map(({ mission }) => mission))];
  const rows = await findInChunks(members, async (some) => {
    const query = trx(tallyTable.name).select(tallyTable.columns).where({ kind: 'matched' });
    return tallyTable.read(await query.whereIn('member', some).whereIn('mission', missions).where('count', '>', 0));
  });
  for (const { mission, member, of, ordinal } of rows) wanted.get(streakOf(mission, member ?? '', of))?.add(ordinal);
  return wanted;
}
