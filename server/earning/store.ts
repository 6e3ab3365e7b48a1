import type { MemberId, Metadata } from '../contract';
import {
  asOfNow,
  type Db,
  dialectOf,
  inPages,
  type Milliseconds,
  present,
  ROWS_AT_A_TIME,
  sha256,
  toIso,
  writeRows,
  ZERO,
} from '../kernel';
import {
  type Entry,
  findByKeys,
  findByKeysForSure,
  findReversals,
  keyHash,
  type Reversed,
  reversedBy,
} from '../ledger';
import { MEMBER_TABLES } from '../members';
import { orderValueText } from './order-value';
import { type GrantOnRecord, type Order, REFUND_RULE } from './rules';
import { skippedOrderTable } from './schema';

/** The rows that were posted under these keys of a source, by key. */
export async function readGrants(db: Db, source: string, keys: readonly string[]): Promise<Map<string, GrantOnRecord>> {
  const keyOf = new Map(keys.map((key) => [keyHash(source, key), key]));
  return byKey(keyOf, await findByKeys(db, [...keyOf.keys()]), ({ keyHash: key }) => key, toGrant);
}

const askedInstantOf = (terms: string | null): number | undefined =>
  (JSON.parse(terms ?? '{}') as { readonly effectiveAt?: number }).effectiveAt;

const toGrant = (entry: Entry): GrantOnRecord => ({
  member: entry.member,
  amount: entry.amount,
  // L42. As it was told, which the row's own instant is not where a clock was ahead.
  orderedAt: askedInstantOf(entry.terms) ?? entry.effectiveAt,
  reason: entry.reason,
  rule: entry.rule,
  eventId: entry.eventId,
  metadata: entry.metadata === null ? null : (JSON.parse(entry.metadata) as Metadata),
});

/** The grant that an order has got, with its row. */
export interface OrderGrant extends GrantOnRecord {
  readonly entryId: string;
}

/** The grant under an order's key, of the present whatever the transaction shows. */
export async function findOrderGrant(db: Db, source: string, key: string): Promise<OrderGrant | undefined> {
  const hashes = [keyHash(source, key)];
  const [shown] = await findByKeys(db, hashes);
  const [entry] = shown ? [shown] : await findByKeysForSure(db, hashes);
  return entry && { ...toGrant(entry), entryId: entry.id };
}

/** What was taken back of a grant, and what its refunds were told (L38). */
export interface Refunds extends Pick<Reversed, 'amount'> {
  /** The totals, as they stand in the rows. */
  readonly told: readonly string[];
}

/** The refunds of a grant. Whoever calls has its account locked. */
export async function readRefunds(db: Db, entryId: string): Promise<Refunds> {
  const reversals = await findReversals(db, [entryId]);
  const told = reversals
    .filter(({ rule }) => rule === REFUND_RULE)
    .flatMap(
      ({ metadata }) => (JSON.parse(metadata ?? '{}') as { readonly refundedTotal?: string }).refundedTotal ?? [],
    );
  return { amount: reversedBy(reversals).get(entryId)?.amount ?? ZERO, told };
}

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
  const query = db(skippedOrderTable.name)
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
  const skipped = orders.map((order) => ({ id: skipId(source, order), member: order.member, skippedAt: now }));
  await writeRows(db, dialectOf(db), [skippedOrderTable.insertedIfNew(skipped)]);
}

/** The orders of a member that earned nothing, as the export of the member has them. Their keys are kept as hashes only. */
export const readSkippedOf = (db: Db, member: MemberId): AsyncGenerator<{ readonly id: string }> =>
  inPages(async (last) => {
    const query = db(skippedOrderTable.name).select(skippedOrderTable.columns).where({ member });
    const rows = await query
      .where('id', '>', last?.id ?? '')
      .orderBy('id')
      .limit(ROWS_AT_A_TIME);
    return skippedOrderTable.read(rows).map(({ id, skippedAt }) => ({ id, skippedAt: toIso(skippedAt) }));
  });
