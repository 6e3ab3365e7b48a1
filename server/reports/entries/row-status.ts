import type { EntryType, HoldStatus, RowStatus } from '../../contract';
import type { MinorUnits } from '../../kernel';

/** What `reverse` takes (L22). */
const REVERSIBLE: readonly EntryType[] = ['grant', 'deduct', 'adjustment'];
export const canBeReversed = ({ type }: { readonly type: EntryType }): boolean => REVERSIBLE.includes(type);

const STATUS_OF_HOLD: Record<HoldStatus, RowStatus> = {
  open: 'held',
  captured: 'captured',
  released: 'released',
  expired: 'released',
};

/** How much a row could be reversed by as long as nothing was. */
export const wholeOf = ({ amount }: { readonly amount: bigint }): bigint => (amount < 0n ? -amount : amount);

/** What a row's status follows from. */
export interface Standing {
  readonly amount: MinorUnits;
  /** Null for every row but a `reserve`. */
  readonly holdStatus: HoldStatus | null;
  /** L37. What was reversed of it, without a sign. */
  readonly reversed: MinorUnits;
}

export function statusOf({ holdStatus, amount, reversed }: Standing): RowStatus | null {
  if (holdStatus !== null) return STATUS_OF_HOLD[holdStatus];
  if (reversed === 0n) return null;
  return reversed < wholeOf({ amount }) ? 'partly-reversed' : 'reversed';
}
