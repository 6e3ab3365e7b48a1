import { readInteger, readMinorUnits, type ColumnValue, type Row } from '../../kernel';
import type { Account, Allocation, Entry, Hold, Lot, OpenItem } from '../state';

/** How a column is read: as text, as a number that is no money, or as minor units (L3). */
type Kind = 'text' | 'integer' | 'money';
export type Columns<T> = { readonly [K in keyof T]-?: Kind };

/** What a table of the engine holds, in the words of the code; the columns are the same words in snake case. */
export const entryColumns: Columns<Entry> = {
  id: 'text',
  accountId: 'integer',
  member: 'text',
  currency: 'text',
  sequence: 'integer',
  type: 'text',
  amount: 'money',
  held: 'money',
  earned: 'money',
  spent: 'money',
  balanceAfter: 'money',
  heldAfter: 'money',
  lotId: 'text',
  lotOpened: 'money',
  expiresAt: 'integer',
  holdId: 'text',
  reversesId: 'text',
  settlesId: 'text',
  causeId: 'text',
  shortfall: 'money',
  policy: 'text',
  source: 'text',
  idempotencyKey: 'text',
  keyHash: 'text',
  terms: 'text',
  reason: 'text',
  rule: 'text',
  eventId: 'text',
  actorId: 'text',
  actorName: 'text',
  metadata: 'text',
  effectiveAt: 'integer',
  postedAt: 'integer',
  previousHash: 'text',
  hash: 'text',
};

export const accountColumns: Columns<Account> = {
  id: 'integer',
  member: 'text',
  currency: 'text',
  sequence: 'integer',
  balance: 'money',
  held: 'money',
  lifetimeEarned: 'money',
  lifetimeSpent: 'money',
  arrears: 'money',
  lastPostedAt: 'integer',
  lastHash: 'text',
  nextDueAt: 'integer',
  level: 'text',
  tier: 'text',
  lastReconciledAt: 'integer',
  reconciliationStatus: 'text',
};

export const lotColumns: Columns<Lot> = {
  id: 'text',
  accountId: 'integer',
  earnedAt: 'integer',
  expiresAt: 'integer',
  amount: 'money',
  remaining: 'money',
  held: 'money',
};

export const holdColumns: Columns<Omit<Hold, 'parts'>> = {
  id: 'text',
  accountId: 'integer',
  amount: 'money',
  captured: 'money',
  released: 'money',
  status: 'text',
  expiresAt: 'integer',
};

export const openItemColumns: Columns<OpenItem> = {
  id: 'text',
  accountId: 'integer',
  policy: 'text',
  amount: 'money',
  remaining: 'money',
};

export type StoredAllocation = Allocation & { readonly entryId: string };

export const allocationColumns: Columns<StoredAllocation> = {
  entryId: 'text',
  lotId: 'text',
  holdId: 'text',
  amount: 'money',
  held: 'money',
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns by name, for a SELECT; with the table in front where two tables are read. */
export function columnsOf<T>(columns: Columns<T>, table?: string): string[] {
  return Object.keys(columns).map((name) => (table ? `${table}.${snake(name)}` : snake(name)));
}

/** Puts a value into the form in which it is stored. */
export function toRow<T>(columns: Columns<T>, value: T): Row {
  const names = Object.keys(columns) as (keyof T & string)[];
  return Object.fromEntries(names.map((name) => [snake(name), value[name] as ColumnValue]));
}

/** Reads a stored row; an integer that lost digits on the way is refused (L3). */
export function fromRow<T>(columns: Columns<T>, row: Readonly<Record<string, unknown>>): T {
  const entries = Object.entries<Kind>(columns as Record<string, Kind>);
  return Object.fromEntries(entries.map(([name, kind]) => [name, read(kind, row[snake(name)])])) as T;
}

/** Reads what a query answered. */
export const fromRows = <T>(columns: Columns<T>, rows: unknown): T[] =>
  (rows as Readonly<Record<string, unknown>>[]).map((row) => fromRow(columns, row));

function read(kind: Kind, column: unknown): unknown {
  if (column === null || column === undefined) return null;
  if (kind === 'money') return readMinorUnits(column);
  return kind === 'integer' ? readInteger(column) : column;
}
