import { type AccountId, type Db, inPages, readInteger, ROWS_AT_A_TIME } from '../../kernel';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES, whereFound } from '../../members';

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
  const rows = (await whereFound(db, query, search).orderBy('m.document_id').limit(ROWS_AT_A_TIME)) as {
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
  'policy',
  'source',
  'idempotency_key',
  'terms',
  'reason',
  'rule',
  'event_id',
  'actor_id',
  'actor_name',
  'metadata',
  'effective_at',
  'posted_at',
  'previous_hash',
  'hash',
] as const;

/** The rows of an account, oldest first. */
export const readEntries = (db: Db, accountId: AccountId): AsyncGenerator<Row> =>
  inPages((last) => entriesAfter(db, accountId, ENTRY_COLUMNS, last));

async function entriesAfter(
  db: Db,
  accountId: AccountId,
  columns: readonly string[],
  last: Row | undefined,
): Promise<Row[]> {
  return (await db(TABLES.entries)
    .select(columns)
    .where('account_id', accountId)
    .where('sequence', '>', last ? readInteger(last.sequence) : 0)
    .orderBy('sequence')
    .limit(ROWS_AT_A_TIME)) as Row[];
}

/** What the rows of an account moved in its lots, in the order of the rows. One row may move very many. */
export async function* readAllocations(db: Db, accountId: AccountId): AsyncGenerator<Row> {
  for (let last: Row | undefined; ;) {
    const entries = await entriesAfter(db, accountId, ['id', 'sequence'], last);
    const ids = entries.map(({ id }) => id as string);
    yield* inPages<Row>((before) => allocationsAfter(db, ids, before));
    if (entries.length < ROWS_AT_A_TIME) return;
    last = entries.at(-1);
  }
}

async function allocationsAfter(db: Db, entryIds: readonly string[], last: Row | undefined): Promise<Row[]> {
  const query = db(TABLES.allocations).select('id', 'entry_id', 'lot_id', 'hold_id', 'amount', 'held');
  return (await query
    .whereIn('entry_id', entryIds)
    .where('id', '>', last ? readInteger(last.id) : 0)
    .orderBy('id')
    .limit(ROWS_AT_A_TIME)) as Row[];
}

const byId =
  (table: string, columns: readonly string[]) =>
  (db: Db, accountId: AccountId): AsyncGenerator<Row> =>
    inPages(
      async (last) =>
        (await db(table)
          .select(columns)
          .where('account_id', accountId)
          .where('id', '>', last?.id ?? '')
          .orderBy('id')
          .limit(ROWS_AT_A_TIME)) as Row[],
    );

/** The lots of an account, also those that are used up. */
export const readLots = byId(TABLES.lots, ['id', 'earned_at', 'expires_at', 'amount', 'remaining', 'held']);
/** The holds of an account, also those that are over. */
export const readHolds = byId(TABLES.holds, ['id', 'amount', 'captured', 'released', 'status', 'expires_at']);
/** What reversals could not take back at once, also what has been taken back since. */
export const readOpenItems = byId(TABLES.openItems, ['id', 'policy', 'amount', 'remaining']);
