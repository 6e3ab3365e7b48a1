import type { MemberId, Metadata } from '../contract';
import { type Db, type Milliseconds, type MinorUnits, readInteger, readMinorUnits, sha256 } from '../kernel';
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
  const rows: { member: string; lifetime_earned: unknown }[] = await db(TABLES.accounts)
    .select('member', 'lifetime_earned')
    .where('currency', currency)
    .whereIn('member', members);
  return new Map(rows.map((row) => [row.member, readMinorUnits(row.lifetime_earned)]));
}

/** The rows that were posted under these keys of a source, by key. */
export async function readGrants(db: Db, source: string, keys: readonly string[]): Promise<Map<string, GrantOnRecord>> {
  const keyOf = new Map(keys.map((key) => [keyHash(source, key), key]));
  const rows: Record<string, string | null>[] = await db(`${TABLES.entries} as entry`)
    .join(`${TABLES.accounts} as account`, 'account.id', 'entry.account_id')
    .select('account.member', 'entry.key_hash', 'entry.amount', 'entry.effective_at')
    .select('entry.reason', 'entry.rule', 'entry.event_id', 'entry.metadata')
    .whereIn('entry.key_hash', [...keyOf.keys()]);
  return new Map(
    rows.map((row) => [
      keyOf.get(row.key_hash!)!,
      {
        member: row.member!,
        amount: readMinorUnits(row.amount),
        orderedAt: readInteger(row.effective_at),
        reason: row.reason!,
        rule: row.rule!,
        eventId: row.event_id!,
        metadata: row.metadata ? (JSON.parse(row.metadata) as Metadata) : null,
      },
    ]),
  );
}

/** The documentIds of the customers that have a member already, by their own id. */
export async function findMembers(db: Db, externalIds: readonly string[]): Promise<Map<string, MemberId>> {
  const idOf = new Map(externalIds.map((id) => [sha256(id), id]));
  const rows: { document_id: string; external_key: string }[] = await db(MEMBER_TABLES.members)
    .select('document_id', 'external_key')
    .whereIn('external_key', [...idOf.keys()]);
  return new Map(rows.map((row) => [idOf.get(row.external_key)!, row.document_id]));
}

/** A skipped order is on record with its value: under another value the same order is looked at anew. */
const skipId = (source: string, { key, value }: Order): string => keyHash(source, `${key}=${orderValueText(value)}`);

/** The keys of those orders that earned nothing when they came in before. */
export async function readSkipped(db: Db, source: string, orders: readonly Order[]): Promise<Set<string>> {
  const keyOf = new Map(orders.map((order) => [skipId(source, order), order.key]));
  const rows: { id: string }[] = await db(SKIPPED_ORDERS)
    .select('id')
    .whereIn('id', [...keyOf.keys()]);
  return new Set(rows.map(({ id }) => keyOf.get(id)!));
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
