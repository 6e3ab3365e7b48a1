import type { Knex } from 'knex';
import type { EntryType, HoldStatus } from '../../contract';
import { readInteger, readMinorUnits, type Milliseconds, type MinorUnits } from '../../kernel';
import { TABLES } from '../schema';

/** The members' own table. Known by name only: who a member is, no posting asks. */
const MEMBERS = 'rewards_members';

export interface ListedRow {
  readonly id: string;
  readonly type: EntryType;
  readonly amount: MinorUnits;
  readonly held: MinorUnits;
  readonly lotId: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly effectiveAt: Milliseconds;
  readonly postedAt: Milliseconds;
  readonly member: string;
  readonly memberName: string | null;
  readonly memberHandle: string | null;
  readonly currency: string;
  readonly currencyName: string;
  readonly scale: number;
  /** Null for every row but a `reserve`. */
  readonly holdStatus: HoldStatus | null;
}

/** Columns whose text or null is taken as it is, and those that drivers give in several forms. */
type Column = Record<'amount' | 'held' | 'effectiveAt' | 'postedAt' | 'scale', unknown> &
  Omit<ListedRow, 'amount' | 'held' | 'effectiveAt' | 'postedAt' | 'scale'>;

/**
 * Counts the ledger's rows without reading them: every account numbers its own from 1 without gaps (L5), so the sum of
 * their last numbers is the count, and accounts are few where rows are millions.
 */
export async function countEntries(db: Knex): Promise<number> {
  const [row] = await db(TABLES.accounts).sum<{ total: unknown }[]>({ total: 'sequence' });
  return readInteger(row?.total ?? 0);
}

export interface Window {
  readonly offset: number;
  readonly limit: number;
  /** How many rows there are: what lies past it is not looked for. */
  readonly total: number;
}

/**
 * Reads a window of the ledger in the order (posted, id), newest first.
 *
 * The ids are found in the index of that order alone, from whichever end is nearer, so that the last page costs what the
 * first one does; only then are the rows themselves read and joined.
 */
export async function readRows(db: Knex, { offset, limit, total }: Window): Promise<ListedRow[]> {
  const count = Math.min(limit, total - offset);
  if (count <= 0) return [];
  const after = total - offset - count;
  const [skip, direction] = offset <= after ? [offset, 'desc'] : [after, 'asc'];
  const wanted = db(TABLES.entries)
    .select('id')
    .orderBy([
      { column: 'posted_at', order: direction },
      { column: 'id', order: direction },
    ])
    .offset(skip)
    .limit(count)
    .as('wanted');
  const rows = await db
    .from(wanted)
    .join({ e: TABLES.entries }, 'e.id', 'wanted.id')
    .join({ c: TABLES.currencies }, 'c.code', 'e.currency')
    .leftJoin({ m: MEMBERS }, 'm.document_id', 'e.member')
    .leftJoin({ h: TABLES.holds }, (on) => on.on('h.id', 'e.id').andOnVal('e.type', 'reserve'))
    .orderBy([
      { column: 'e.posted_at', order: 'desc' },
      { column: 'e.id', order: 'desc' },
    ])
    .select<Column[]>({
      id: 'e.id',
      type: 'e.type',
      amount: 'e.amount',
      held: 'e.held',
      lotId: 'e.lot_id',
      reason: 'e.reason',
      rule: 'e.rule',
      eventId: 'e.event_id',
      effectiveAt: 'e.effective_at',
      postedAt: 'e.posted_at',
      member: 'e.member',
      memberName: 'm.name',
      memberHandle: 'm.handle',
      currency: 'e.currency',
      currencyName: 'c.name',
      scale: 'c.scale',
      holdStatus: 'h.status',
    });
  return rows.map((row) => ({
    ...row,
    amount: readMinorUnits(row.amount),
    held: readMinorUnits(row.held),
    effectiveAt: readInteger(row.effectiveAt),
    postedAt: readInteger(row.postedAt),
    scale: readInteger(row.scale),
  }));
}
