import { type Column, type ColumnValue, readInteger, readMinorUnits, type Write } from '../../kernel';
import { TABLES } from '../schema';
import type { Account, Allocation, Entry, Hold, Lot, OpenItem } from '../state';

/** How a column is read: as text, as a number that is no money, or as minor units (L3). */
type Kind = 'text' | 'integer' | 'money';
type Columns<T> = { readonly [K in keyof T]-?: Kind };

/** What a table of the engine holds, in the words of the code; the columns are the same words in snake case. */
const entryColumns: Columns<Entry> = {
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

const accountColumns: Columns<Account> = {
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

const lotColumns: Columns<Lot> = {
  id: 'text',
  accountId: 'integer',
  earnedAt: 'integer',
  expiresAt: 'integer',
  amount: 'money',
  remaining: 'money',
  held: 'money',
};

const holdColumns: Columns<Omit<Hold, 'parts'>> = {
  id: 'text',
  accountId: 'integer',
  amount: 'money',
  captured: 'money',
  released: 'money',
  status: 'text',
  expiresAt: 'integer',
};

const openItemColumns: Columns<OpenItem> = {
  id: 'text',
  accountId: 'integer',
  policy: 'text',
  amount: 'money',
  remaining: 'money',
};

export type StoredAllocation = Allocation & { readonly entryId: string };

const allocationColumns: Columns<StoredAllocation> = {
  entryId: 'text',
  lotId: 'text',
  holdId: 'text',
  amount: 'money',
  held: 'money',
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Field {
  readonly name: string;
  readonly column: string;
  readonly kind: Kind;
}

/**
 * A table of the engine, and the way between its rows and the values of the code. Made once a table, so that a row costs
 * no more than its columns.
 */
export class Table<T> {
  /** The columns by name, for a SELECT. */
  readonly columns: readonly string[];
  private readonly fields: readonly Field[];
  private readonly stored: readonly Column[];

  /**
   * @param flag a column that follows from the others
   */
  constructor(
    readonly name: string,
    columns: Columns<T>,
    readonly flag?: { readonly column: string; readonly of: (value: T) => number },
  ) {
    this.fields = Object.entries(columns as Record<string, Kind>).map(([field, kind]) => ({
      name: field,
      column: snake(field),
      kind,
    }));
    this.columns = this.fields.map(({ column }) => column);
    const own = this.fields.map(({ column, kind }): Column => ({
      name: column,
      type: kind === 'text' ? 'text' : 'bigint',
    }));
    this.stored = flag ? [...own, { name: flag.column, type: 'bigint' }] : own;
  }

  /** New rows, to be stored by `writeRows`. */
  inserted(values: readonly T[]): Write {
    return this.write('insert', values);
  }

  /** Rows that are there already; their `id` is the first column. */
  updated(values: readonly T[]): Write {
    return this.write('update', values);
  }

  private write(kind: Write['kind'], values: readonly T[]): Write {
    return { kind, table: this.name, columns: this.stored, rows: values.map((value) => this.toRow(value)) };
  }

  /** The values of a row, in the order in which they are stored. */
  toRow(value: T): ColumnValue[] {
    const row = this.fields.map(({ name }) => (value as Readonly<Record<string, ColumnValue>>)[name] ?? null);
    if (this.flag) row.push(this.flag.of(value));
    return row;
  }

  /** Reads what a query answered; an integer that lost digits on the way is refused (L3). */
  read(rows: unknown): T[] {
    return (rows as Readonly<Record<string, unknown>>[]).map((row) => {
      const value: Record<string, unknown> = {};
      for (const { name, column, kind } of this.fields) value[name] = readColumn(kind, row[column]);
      return value as T;
    });
  }
}

function readColumn(kind: Kind, column: unknown): unknown {
  if (column === null || column === undefined) return null;
  if (kind === 'money') return readMinorUnits(column);
  return kind === 'integer' ? readInteger(column) : column;
}

export const accountTable = new Table(TABLES.accounts, accountColumns);
export const entryTable = new Table(TABLES.entries, entryColumns);
export const allocationTable = new Table(TABLES.allocations, allocationColumns);
/** A lot is open while something of it remains; the flag lets an index leave out the closed ones. */
export const lotTable = new Table(TABLES.lots, lotColumns, {
  column: 'is_open',
  of: (lot) => (lot.remaining > 0n ? 1 : 0),
});
export const holdTable = new Table(TABLES.holds, holdColumns);
export const openItemTable = new Table(TABLES.openItems, openItemColumns);
