import type { Knex } from 'knex';
import type { EntryType } from '../../contract';
import { type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits } from '../../kernel';
import { MEMBERS } from '../entries';
import { type Entry, TABLES } from '../../ledger';

/** A row as another row's page tells of it. */
export interface TouchingRow {
  readonly id: string;
  readonly sequence: number;
  readonly type: EntryType;
  readonly amount: MinorUnits;
  readonly held: MinorUnits;
  readonly postedAt: Milliseconds;
  readonly causeId: string | null;
  readonly reversesId: string | null;
  readonly settlesId: string | null;
  readonly holdId: string | null;
}

export async function readMemberName(
  db: Db,
  member: string,
): Promise<{ readonly name: string | null; readonly handle: string | null }> {
  const row: unknown = await db(MEMBERS).select('name', 'handle').where('document_id', member).first();
  return (row as Awaited<ReturnType<typeof readMemberName>> | undefined) ?? { name: null, handle: null };
}

/** Rows that name a row, or that it names: by cause, reversal, arrears or hold. Oldest first. */
export async function findNamingEachOther(db: Db, entry: Entry, limit: number): Promise<TouchingRow[]> {
  const { id, causeId, reversesId, settlesId, holdId } = entry;
  const named = [causeId, reversesId, settlesId].filter((one) => one !== null);
  // One statement a column, because none of the databases uses several indexes for one OR as reliably.
  const found = await Promise.all([
    named.length > 0 ? touching(db, limit, (query) => query.whereIn('id', named)) : [],
    touching(db, limit, (query) => query.where('cause_id', id)),
    touching(db, limit, (query) => query.where('reverses_id', id)),
    touching(db, limit, (query) => query.where('settles_id', id)),
    holdId === null ? [] : touching(db, limit, (query) => query.where('hold_id', holdId).whereNot('id', id)),
  ]);
  return found.flat();
}

/** Rows that opened, or moved something in, lots. Oldest first. */
export async function findOfLots(
  db: Db,
  lotIds: readonly string[],
  but: string,
  limit: number,
): Promise<TouchingRow[]> {
  if (lotIds.length === 0) return [];
  const moving = db(TABLES.allocations)
    .distinct('entry_id')
    .whereIn('lot_id', lotIds)
    .whereNot('entry_id', but)
    .orderBy('entry_id')
    .limit(limit);
  const ids = ((await moving) as { entry_id: string }[]).map((row) => row.entry_id);
  const all = [...new Set([...lotIds.filter((id) => id !== but), ...ids])];
  return touching(db, limit, (query) => query.whereIn('id', all));
}

async function touching(
  db: Db,
  limit: number,
  where: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<TouchingRow[]> {
  const query = db(TABLES.entries).select(
    'id',
    'sequence',
    'type',
    'amount',
    'held',
    'posted_at',
    'cause_id',
    'reverses_id',
    'settles_id',
    'hold_id',
  );
  const rows = (await where(query).orderBy('sequence').limit(limit)) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: row.id as string,
    sequence: readInteger(row.sequence),
    type: row.type as EntryType,
    amount: readMinorUnits(row.amount),
    held: readMinorUnits(row.held),
    postedAt: readInteger(row.posted_at),
    causeId: row.cause_id as string | null,
    reversesId: row.reverses_id as string | null,
    settlesId: row.settles_id as string | null,
    holdId: row.hold_id as string | null,
  }));
}
