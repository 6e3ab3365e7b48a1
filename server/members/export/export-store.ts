import { type Db, readInteger } from '../../kernel';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES } from '../schema';
import { whereFound } from '../search-store';

/** Rows that are read at a time. */
export const EXPORT_ROWS = 1_000;

export interface ConsentingId {
  readonly id: string;
  readonly publicProfile: boolean;
  readonly alias: boolean;
}

/** The next members of the directory after one, by id, with what they have consented to. */
export async function readListedAfter(db: Db, after: string, search: string | undefined): Promise<ConsentingId[]> {
  const query = db(`${MEMBER_TABLES.members} as m`)
    .select({ id: 'm.document_id', publicProfile: 'm.public_profile', alias: 'm.alias' })
    .where('m.listed', true)
    .where('m.document_id', '>', after);
  // Whoever shows nothing is not found by what they do not show.
  if (search !== undefined) query.where('m.public_profile', true);
  const rows = (await whereFound(db, query, search).orderBy('m.document_id').limit(EXPORT_ROWS)) as {
    id: string;
    publicProfile: unknown;
    alias: unknown;
  }[];
  return rows.map(({ id, publicProfile, alias }) => ({
    id,
    publicProfile: Boolean(publicProfile),
    alias: Boolean(alias),
  }));
}

type Row = Readonly<Record<string, unknown>>;

const ENTRY_COLUMNS = [
  'id',
  'sequence',
  'type',
  'amount',
  'held',
  'earned',
  'spent',
  'balance_after',
  'held_after',
  'lot_id',
  'lot_opened',
  'expires_at',
  'hold_id',
  'reverses_id',
  'settles_id',
  'cause_id',
  'shortfall',
  'source',
  'idempotency_key',
  'reason',
  'rule',
  'event_id',
  'actor_id',
  'actor_name',
  'metadata',
  'effective_at',
  'posted_at',
  'hash',
] as const;

/** The rows of an account, oldest first. */
export async function* readEntries(db: Db, accountId: number): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const rows = (await db(TABLES.entries)
      .select(ENTRY_COLUMNS)
      .where('account_id', accountId)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(EXPORT_ROWS)) as Row[];
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < EXPORT_ROWS) return;
    after = readInteger(last.sequence);
  }
}

const byId = (table: string, columns: readonly string[]) =>
  async function* (db: Db, accountId: number): AsyncGenerator<Row> {
    for (let after = ''; ;) {
      const rows = (await db(table)
        .select(columns)
        .where('account_id', accountId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(EXPORT_ROWS)) as Row[];
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < EXPORT_ROWS) return;
      after = last.id as string;
    }
  };

/** The lots of an account, also those that are used up. */
export const readLots = byId(TABLES.lots, ['id', 'earned_at', 'expires_at', 'amount', 'remaining', 'held']);
/** The holds of an account, also those that are over. */
export const readHolds = byId(TABLES.holds, ['id', 'amount', 'captured', 'released', 'status', 'expires_at']);
