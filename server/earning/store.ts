import type { MemberId, Metadata } from '../contract';
import {
  asOfNow,
  type Db,
  inPages,
  type Milliseconds,
  type MinorUnits,
  present,
  readInteger,
  readMinorUnits,
  ROWS_AT_A_TIME,
  sha256,
  toIso,
} from '../kernel';
import { keyHash, TABLES } from '../ledger';
import { MEMBER_TABLES } from '../members';
import { orderValueText } from './order-value';
import type { GrantOnRecord, Order } from './rules';
import { SKIPPED_ORDERS } from './schema';

/** Rows of one insert: knex turns several into a compound SELECT on SQLite, which ends at 500. */
const ROWS_PER_INSERT = 200;

/** What lifetime earnings members have in a currency; those without an account are absent. */
export async function readLifetimeEarned(
  db: Db,
  currency: string,
  members: readonly MemberId[],
): Promise<Map<MemberId, MinorUnits>> {
  const query = db(TABLES.accounts).select('member', 'lifetime_earned').where('currency', currency);
  const rows = (await query.whereIn('member', members)) as { member: string; lifetime_earned: unknown }[];
  return new Map(rows.map((row) => [row.member, readMinorUnits(row.lifetime_earned)]));
}

interface GrantRow {
  readonly key_hash: string;
  readonly member: string;
  readonly amount: unknown;
  readonly effective_at: unknown;
  readonly terms: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly event_id: string | null;
  readonly metadata: string | null;
}

/** The rows that were posted under these keys of a source, by key. */
export async function readGrants(db: Db, source: string, keys: readonly string[]): Promise<Map<string, GrantOnRecord>> {
  const keyOf = new Map(keys.map((key) => [keyHash(source, key), key]));
  const query = db(TABLES.entries)
    .select('key_hash', 'member', 'amount', 'effective_at', 'terms', 'reason', 'rule', 'event_id', 'metadata')
    .whereIn('key_hash', [...keyOf.keys()]);
  return byKey(keyOf, (await asOfNow(db, query)) as GrantRow[], ({ key_hash }) => key_hash, toGrant);
}

const askedInstantOf = (terms: string | null): number | undefined =>
  (JSON.parse(terms ?? '{}') as { readonly effectiveAt?: number }).effectiveAt;

const toGrant = (row: GrantRow): GrantOnRecord => ({
  member: row.member,
  amount: readMinorUnits(row.amount),
  // L42. As it was told, which the row's own instant is not where a clock was ahead.
  orderedAt: askedInstantOf(row.terms) ?? readInteger(row.effective_at),
  reason: row.reason,
  rule: row.rule,
  eventId: row.event_id,
  metadata: row.metadata === null ? null : (JSON.parse(row.metadata) as Metadata),
});

/** Rows by what was asked for, where they were found by its hash. */
function byKey<Row, T>(
  keyOf: ReadonlyMap<string, string>,
  rows: readonly Row[],
  hashOf: (row: Row) => string,
  read: (row: Row) => T,
): Map<string, T> {
  return new Map(rows.map((row) => [present(keyOf.get(hashOf(row)), 'the key of a row that was found'), read(row)]));
}

/** The documentIds of the customers that have a member already, by their own id. */
export async function findMembers(db: Db, externalIds: readonly string[]): Promise<Map<string, MemberId>> {
  const idOf = new Map(externalIds.map((id) => [sha256(id), id]));
  const query = db(MEMBER_TABLES.members)
    .select('document_id', 'external_key')
    .whereIn('external_key', [...idOf.keys()]);
  const rows = (await query) as { document_id: string; external_key: string }[];
  return byKey(
    idOf,
    rows,
    ({ external_key }) => external_key,
    ({ document_id }) => document_id,
  );
}

/** A skipped order is on record with its value: under another value the same order is looked at anew. */
const skipId = (source: string, { key, value }: Order): string => keyHash(source, `${key}=${orderValueText(value)}`);

/** The keys of those orders that earned nothing when they came in before. */
export async function readSkipped(db: Db, source: string, orders: readonly Order[]): Promise<Set<string>> {
  const keyOf = new Map(orders.map((order) => [skipId(source, order), order.key]));
  const query = db(SKIPPED_ORDERS)
    .select('id')
    .whereIn('id', [...keyOf.keys()]);
  const rows = (await asOfNow(db, query)) as { id: string }[];
  const found = byKey(
    keyOf,
    rows,
    ({ id }) => id,
    () => true,
  );
  return new Set(found.keys());
}

/** Records orders that earned nothing; one that is there already stays as it is. */
export async function recordSkipped(
  db: Db,
  source: string,
  orders: readonly Order[],
  now: Milliseconds,
): Promise<void> {
  const rows = orders.map((order) => ({ id: skipId(source, order), member: order.member, skipped_at: now }));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await db(SKIPPED_ORDERS)
      .insert(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict('id')
      .ignore();
  }
}

/** The orders of a member that earned nothing, as the export of the member has them. Their keys are kept as hashes only. */
export const readSkippedOf = (db: Db, member: MemberId): AsyncGenerator<{ readonly id: string }> =>
  inPages(async (last) => {
    const rows = (await db(SKIPPED_ORDERS)
      .select({ id: 'id', skippedAt: 'skipped_at' })
      .where({ member })
      .where('id', '>', last?.id ?? '')
      .orderBy('id')
      .limit(ROWS_AT_A_TIME)) as { id: string; skippedAt: unknown }[];
    return rows.map(({ id, skippedAt }) => ({ id, skippedAt: toIso(readInteger(skippedAt)) }));
  });
