import { type AccountId, asText, type Db, dialectOf } from '../../kernel';
import { TABLES } from '../../ledger';
import { sameEvent } from './audit-store';

/** A row of evidence: columns as the database has them. */
export type EvidenceRow = Readonly<Record<string, unknown>>;

const ENTRY = [
  'id',
  'sequence',
  'type',
  'amount',
  'held',
  'balance_after',
  'held_after',
  'lot_opened',
  'hold_id',
  'source',
  'idempotency_key',
  'rule',
  'event_id',
  'reason',
  'posted_at',
] as const;
const ENTRY_COLUMNS = ENTRY.map((name) => `e.${name}`);

export const readAccountEvidence = (db: Db, accountId: AccountId): Promise<EvidenceRow[]> =>
  db(TABLES.accounts)
    .select('sequence', 'balance', 'held', 'lifetime_earned', 'lifetime_spent', 'arrears')
    .select('next_due_at', 'level', 'tier', 'last_hash')
    .where({ id: accountId });

/** What the account's rows come to. */
export function readSums(db: Db, accountId: AccountId): Promise<EvidenceRow[]> {
  const dialect = dialectOf(db);
  const sum = (column: string, name: string) => db.raw(`${asText(dialect, `SUM(${column})`)} AS ${name}`);
  return db(TABLES.entries)
    .select(sum('amount', 'balance'), sum('held', 'held'), sum('earned', 'lifetime_earned'))
    .select(sum('spent', 'lifetime_spent'), db.raw('COUNT(*) AS row_count'), db.raw('MAX(sequence) AS last_sequence'))
    .where({ account_id: accountId })
    .havingRaw('COUNT(*) > 0');
}

/** An account's newest rows. */
export const readLastEntries = (db: Db, accountId: AccountId, most: number): Promise<EvidenceRow[]> =>
  db(`${TABLES.entries} as e`)
    .select(ENTRY_COLUMNS)
    .where('e.account_id', accountId)
    .orderBy('e.sequence', 'desc')
    .limit(most);

/** Rows by what their columns hold, in order. */
export function readEntryEvidence(
  db: Db,
  where: Readonly<Record<string, string | number | readonly number[]>>,
  most: number,
): Promise<EvidenceRow[]> {
  const query = db(`${TABLES.entries} as e`).select(ENTRY_COLUMNS).orderBy('e.id').limit(most);
  for (const [name, value] of Object.entries(where)) {
    if (typeof value === 'object') query.whereIn(`e.${name}`, [...value]);
    else query.where(`e.${name}`, value);
  }
  return query;
}

export const readLotEvidence = (db: Db, lotId: string): Promise<EvidenceRow[]> =>
  db(TABLES.lots)
    .select('id', 'amount', 'remaining', 'held', 'is_open', 'earned_at', 'expires_at')
    .where({ id: lotId });

export const readHoldEvidence = (db: Db, holdId: string): Promise<EvidenceRow[]> =>
  db(TABLES.holds).select('id', 'amount', 'captured', 'released', 'status', 'expires_at').where({ id: holdId });

export const readAllocationEvidence = (db: Db, lotId: string, most: number): Promise<EvidenceRow[]> =>
  db(TABLES.allocations)
    .select('entry_id', 'hold_id', 'amount', 'held')
    .where({ lot_id: lotId })
    .orderBy('id')
    .limit(most);

/** All rows of the event that a row was posted for. */
export async function readDuplicateEvidence(db: Db, entryId: string, most: number): Promise<EvidenceRow[]> {
  const event: unknown = await db(TABLES.entries)
    .select('account_id', 'source', 'type', 'event_id', 'rule', 'amount')
    .where({ id: entryId })
    .first();
  if (event === undefined) return [];
  const rows: unknown = await sameEvent(db, event as Record<string, unknown>)
    .select(ENTRY_COLUMNS)
    .orderBy('e.id')
    .limit(most);
  return rows as EvidenceRow[];
}
