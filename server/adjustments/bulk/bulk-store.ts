import { chunksOf, type Db, readInteger, sha256, type Span, toIso } from '../../kernel';
import { isReversedInFull, joinEntry } from '../../ledger';
import { MEMBER_TABLES } from '../../members';
import type { BatchRowDto, MemberNameDto } from '../../contract';
import { ADJUSTMENTS_TABLE } from '../schema';

/** Names that one statement may carry. */
const PER_STATEMENT = 500;

interface FoundMember extends MemberNameDto {
  readonly externalId: string | null;
  readonly email: string | null;
}

/**
 * Everybody whom one of these texts may mean, by documentId, external id, handle or email. Databases compare text in their
 * own ways, so whoever asks compares once more.
 */
export async function findNamed(db: Db, names: readonly string[]): Promise<FoundMember[]> {
  const found = new Map<string, FoundMember>();
  for (const part of chunksOf(PER_STATEMENT, names)) {
    const bare = part.map((name) => name.replace(/^@/, ''));
    // SQLite's LOWER knows ASCII alone: what is spelled as it was given is looked for as well.
    const spellings = [...bare, ...bare.map((name) => name.toLowerCase())];
    const rows = (await db(MEMBER_TABLES.members)
      .select('document_id as id', 'external_id as externalId', 'name', 'handle', 'email')
      .whereIn('document_id', part)
      .orWhereIn('external_key', part.map(sha256))
      .orWhereIn('handle', bare)
      .orWhereIn('email', bare)
      .orWhereIn(db.raw('LOWER(handle)') as never, spellings)
      .orWhereIn(db.raw('LOWER(email)') as never, spellings)) as FoundMember[];
    for (const row of rows) found.set(row.id, row);
  }
  return [...found.values()];
}

export async function isBatchThere(db: Db, batch: string): Promise<boolean> {
  return (await db(ADJUSTMENTS_TABLE).select('id').where('batch', batch).first()) !== undefined;
}

/** The rows of a batch of which something is left to reverse, in the order in which they were posted. */
export async function unreversedOf(db: Db, batch: string): Promise<string[]> {
  const rows = (await joinEntry(db({ a: ADJUSTMENTS_TABLE }), 'e', 'a.entry_id')
    .select('a.entry_id as entryId')
    .where('a.batch', batch)
    .whereRaw(`NOT ${isReversedInFull('e')}`)
    .orderBy('a.entry_id')) as { entryId: string }[];
  return rows.map(({ entryId }) => entryId);
}

export async function countBatches(db: Db): Promise<number> {
  const row = (await db(ADJUSTMENTS_TABLE).whereNotNull('batch').countDistinct({ total: 'batch' }).first()) as {
    total: unknown;
  };
  return readInteger(row.total);
}

interface StoredBatch {
  readonly batch: string;
  readonly lines: unknown;
  readonly reversed: unknown;
  readonly administratorId: string;
  readonly administratorName: string | null;
  readonly postedAt: unknown;
}

/** A page of the bulk adjustments, newest first. */
export async function readBatches(db: Db, { skip, limit }: Span): Promise<BatchRowDto[]> {
  const rows = (await joinEntry(db({ a: ADJUSTMENTS_TABLE }), 'e', 'a.entry_id')
    .whereNotNull('a.batch')
    .groupBy('a.batch', 'a.administrator_id', 'a.administrator_name')
    .select('a.batch as batch', 'a.administrator_id as administratorId', 'a.administrator_name as administratorName')
    .select(db.raw(`SUM(CASE WHEN ${isReversedInFull('e')} THEN 1 ELSE 0 END) AS reversed`))
    .count({ lines: 'a.id' })
    .max({ postedAt: 'e.posted_at' })
    .orderByRaw('MAX(a.entry_id) DESC')
    .limit(limit)
    .offset(skip)) as StoredBatch[];
  return rows.map((row) => ({
    batch: row.batch,
    lines: readInteger(row.lines),
    reversed: readInteger(row.reversed),
    administrator: { id: row.administratorId, name: row.administratorName },
    postedAt: toIso(readInteger(row.postedAt)),
  }));
}
