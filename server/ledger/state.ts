import type { Milliseconds, MinorUnits } from '../kernel';
import type { Row } from '../kernel/table';
import type { accountTable, allocationTable, entryTable, holdTable, lotTable, openItemTable } from './schema';

/** One member in one currency (L4), as it is locked and decided upon. */
export type Account = Row<typeof accountTable>;

/** L11. What one row added, and how much of it is left. Its id is that of the row. */
export type Lot = Row<typeof lotTable>;

/** How much of a lot a hold has. */
export interface HoldPart {
  readonly lotId: string;
  readonly held: MinorUnits;
}

/** A hold as its own table has it; which lots it has stands in the allocations. Its id is that of its `reserve` row. */
export type HoldHead = Row<typeof holdTable>;

/** L17. A hold and what it still has of which lots, in spend order. */
export interface Hold extends HoldHead {
  readonly parts: readonly HoldPart[];
}

/** L24. What a reversal could not take back. Its id is that of the reversal. */
export type OpenItem = Row<typeof openItemTable>;

/** L12. What a row moves in one lot, signed. */
export type Allocation = Omit<StoredAllocation, 'entryId'>;
export type StoredAllocation = Row<typeof allocationTable>;

/** One row of the ledger. */
export type Entry = Row<typeof entryTable>;

/** A row together with what it moves. */
export interface Posted {
  readonly entry: Entry;
  readonly allocations: readonly Allocation[];
}

export const freeOf = (lot: Lot): MinorUnits => (lot.remaining - lot.held) as MinorUnits;
export const heldOf = (hold: Hold): MinorUnits => (hold.amount - hold.captured - hold.released) as MinorUnits;
export const isDue = (thing: { readonly expiresAt: Milliseconds | null }, now: Milliseconds): boolean =>
  thing.expiresAt !== null && thing.expiresAt <= now;
