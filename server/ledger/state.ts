import type { EntryType, HoldStatus, ReversalPolicy } from '../contract';
import type { Milliseconds, MinorUnits } from '../kernel';

/** One member in one currency (L4), as it is locked and decided upon. */
export interface Account {
  readonly id: number;
  readonly member: string;
  readonly currency: string;
  readonly sequence: number;
  readonly balance: MinorUnits;
  readonly held: MinorUnits;
  readonly lifetimeEarned: MinorUnits;
  readonly lifetimeSpent: MinorUnits;
  /** L24. What the next grants still have to pay off. */
  readonly arrears: MinorUnits;
  readonly lastPostedAt: Milliseconds;
  readonly lastHash: string;
  /** A hint for the settlement: nothing of the account falls due before it. Null: nothing ever does. */
  readonly nextDueAt: Milliseconds | null;
  readonly level: string | null;
  readonly tier: string | null;
  readonly lastReconciledAt: Milliseconds | null;
  readonly reconciliationStatus: string;
}

/** L11. What one row added, and how much of it is left. Its id is that of the row. */
export interface Lot {
  readonly id: string;
  readonly accountId: number;
  readonly earnedAt: Milliseconds;
  readonly expiresAt: Milliseconds | null;
  readonly amount: MinorUnits;
  readonly remaining: MinorUnits;
  /** The part of `remaining` that open holds have. */
  readonly held: MinorUnits;
}

/** How much of a lot a hold has. */
export interface HoldPart {
  readonly lotId: string;
  readonly held: MinorUnits;
}

/** L17. A hold and what it still has of which lots, in spend order. Its id is that of its `reserve` row. */
export interface Hold {
  readonly id: string;
  readonly accountId: number;
  readonly amount: MinorUnits;
  readonly captured: MinorUnits;
  readonly released: MinorUnits;
  readonly status: HoldStatus;
  readonly expiresAt: Milliseconds | null;
  readonly parts: readonly HoldPart[];
}

/** L24. What a reversal could not take back. Its id is that of the reversal. */
export interface OpenItem {
  readonly id: string;
  readonly accountId: number;
  readonly policy: ReversalPolicy;
  readonly amount: MinorUnits;
  readonly remaining: MinorUnits;
}

/** L12. What a row moves in one lot, signed. */
export interface Allocation {
  readonly lotId: string;
  readonly holdId: string | null;
  readonly amount: MinorUnits;
  readonly held: MinorUnits;
}

/** One row of the ledger. */
export interface Entry {
  readonly id: string;
  readonly accountId: number;
  readonly member: string;
  readonly currency: string;
  readonly sequence: number;
  readonly type: EntryType;
  readonly amount: MinorUnits;
  readonly held: MinorUnits;
  readonly earned: MinorUnits;
  readonly spent: MinorUnits;
  readonly balanceAfter: MinorUnits;
  readonly heldAfter: MinorUnits;
  readonly lotId: string | null;
  readonly lotOpened: MinorUnits;
  readonly expiresAt: Milliseconds | null;
  readonly holdId: string | null;
  readonly reversesId: string | null;
  readonly settlesId: string | null;
  readonly causeId: string | null;
  readonly shortfall: MinorUnits;
  readonly policy: ReversalPolicy | null;
  readonly source: string;
  readonly idempotencyKey: string;
  readonly keyHash: string;
  readonly terms: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly metadata: string | null;
  readonly effectiveAt: Milliseconds;
  readonly postedAt: Milliseconds;
  readonly previousHash: string;
  readonly hash: string;
}

/** A row together with what it moves. */
export interface Posted {
  readonly entry: Entry;
  readonly allocations: readonly Allocation[];
}

export const freeOf = (lot: Lot): MinorUnits => (lot.remaining - lot.held) as MinorUnits;
export const heldOf = (hold: Hold): MinorUnits => (hold.amount - hold.captured - hold.released) as MinorUnits;
export const isDue = (thing: { readonly expiresAt: Milliseconds | null }, now: Milliseconds): boolean =>
  thing.expiresAt !== null && thing.expiresAt <= now;
