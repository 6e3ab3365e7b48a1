import { sha256 } from '../kernel';
import type { Allocation, Entry } from './state';

/** The version of the canonical form. A change of what is hashed, or how, needs a new one. */
const FORM = 'rewards-ledger/1';

/** Where an account's chain starts. It binds the chain to its member and currency. */
export const genesisHash = (member: string, currency: string): string =>
  sha256(JSON.stringify([FORM, member, currency]));

/** The unique form of an idempotency key: the same on databases that fold case or trailing blanks. */
export const keyHash = (source: string, idempotencyKey: string): string =>
  sha256(JSON.stringify([source, idempotencyKey])).slice(0, 40);

/**
 * The hash of a row (L5): over every column that says something, over what it moves in which lot, and over the hash of
 * the row before it. Surrogate keys of the database stay out, so that a copy elsewhere proves itself too.
 */
export function entryHash(entry: Omit<Entry, 'hash'>, allocations: readonly Allocation[]): string {
  const moves = allocations
    .map((part) => [part.lotId, part.holdId, part.amount.toString(), part.held.toString()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(
    JSON.stringify([
      FORM,
      entry.previousHash,
      entry.id,
      entry.member,
      entry.currency,
      entry.sequence,
      entry.type,
      entry.amount.toString(),
      entry.held.toString(),
      entry.earned.toString(),
      entry.spent.toString(),
      entry.balanceAfter.toString(),
      entry.heldAfter.toString(),
      entry.lotId,
      entry.lotOpened.toString(),
      entry.expiresAt,
      entry.holdId,
      entry.reversesId,
      entry.settlesId,
      entry.causeId,
      entry.shortfall.toString(),
      entry.policy,
      entry.source,
      entry.idempotencyKey,
      entry.keyHash,
      entry.terms,
      entry.reason,
      entry.rule,
      entry.eventId,
      entry.actorId,
      entry.actorName,
      entry.metadata,
      entry.effectiveAt,
      entry.postedAt,
      moves,
    ]),
  );
}
