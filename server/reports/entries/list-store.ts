import type { Knex } from 'knex';
import type { EntryType } from '../../contract';
import { type Db, present, readInteger, readMinorUnits, type Milliseconds, type MinorUnits, ZERO } from '../../kernel';
import { CURRENCIES_TABLE } from '../../currencies';
import { readReversed, TABLES } from '../../ledger';
import { canBeReversed, type Standing } from './row-status';
import { MEMBERS } from './selection-store';

/** A row of the ledger with the names of what it refers to, as lists and files show it. */
export interface ListedRow extends Standing {
  readonly id: string;
  readonly type: EntryType;
  readonly held: MinorUnits;
  readonly lotId: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly expiresAt: Milliseconds | null;
  readonly effectiveAt: Milliseconds;
  readonly postedAt: Milliseconds;
  readonly member: string;
  readonly memberName: string | null;
  readonly memberHandle: string | null;
  readonly currency: string;
  readonly currencyName: string;
  readonly scale: number;
}

type Unread = 'amount' | 'held' | 'expiresAt' | 'effectiveAt' | 'postedAt' | 'scale';
/** Columns whose text or null is taken as it is, and those that drivers give in several forms. */
export type Column = Record<Unread, unknown> & Omit<ListedRow, Unread | 'reversed'>;

const COLUMNS = {
  id: 'e.id',
  type: 'e.type',
  amount: 'e.amount',
  held: 'e.held',
  lotId: 'e.lot_id',
  reason: 'e.reason',
  rule: 'e.rule',
  eventId: 'e.event_id',
  actorId: 'e.actor_id',
  actorName: 'e.actor_name',
  expiresAt: 'e.expires_at',
  effectiveAt: 'e.effective_at',
  postedAt: 'e.posted_at',
  member: 'e.member',
  memberName: 'm.name',
  memberHandle: 'm.handle',
  currency: 'e.currency',
  currencyName: 'c.name',
  scale: 'c.scale',
  holdStatus: 'h.status',
} as const;

/** Gives rows of the ledger, which a query calls `e`, the columns of a `ListedRow`. */
export const listed = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query
    .join({ c: CURRENCIES_TABLE }, 'c.code', 'e.currency')
    .leftJoin({ m: MEMBERS }, 'm.document_id', 'e.member')
    .leftJoin({ h: TABLES.holds }, (on) => on.on('h.id', 'e.id').andOnVal('e.type', 'reserve'))
    .select(COLUMNS);

/** Rows as a query of `listed` gave them, with what was reversed of them. */
export async function toListedRows(db: Db, rows: readonly Column[]): Promise<ListedRow[]> {
  const reversed = await readReversed(
    db,
    rows.filter(canBeReversed).map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    amount: readMinorUnits(row.amount),
    held: readMinorUnits(row.held),
    expiresAt: row.expiresAt === null ? null : readInteger(row.expiresAt),
    effectiveAt: readInteger(row.effectiveAt),
    postedAt: readInteger(row.postedAt),
    scale: readInteger(row.scale),
    reversed: reversed.get(row.id)?.amount ?? ZERO,
  }));
}

/** Reads rows in the order in which they are named. */
export async function readRows(db: Db, ids: readonly string[]): Promise<ListedRow[]> {
  if (ids.length === 0) return [];
  const rows = (await listed(db({ e: TABLES.entries })).whereIn('e.id', ids)) as Column[];
  const byId = new Map((await toListedRows(db, rows)).map((row) => [row.id, row]));
  return ids.map((id) => present(byId.get(id), `the ledger row ${id}`));
}
