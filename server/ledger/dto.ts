import type { AllocationDto, EntryDto, Metadata, PostingOutcome, PostingResult } from '../contract';
import { formatAmount, toIso, toIsoOrNull } from '../kernel';
import type { Outcome } from './posting/batch';
import type { Entry, StoredAllocation } from './state';

/** A row as the API tells it. */
export function toEntryDto(entry: Entry, scale: number): EntryDto {
  const amount = (value: bigint): string => formatAmount(value, scale);
  return {
    id: entry.id,
    accountId: String(entry.accountId),
    member: entry.member,
    currency: entry.currency,
    sequence: entry.sequence,
    type: entry.type,
    amount: amount(entry.amount),
    held: amount(entry.held),
    earned: amount(entry.earned),
    spent: amount(entry.spent),
    balanceAfter: amount(entry.balanceAfter),
    heldAfter: amount(entry.heldAfter),
    lotId: entry.lotId,
    lotOpened: amount(entry.lotOpened),
    expiresAt: toIsoOrNull(entry.expiresAt),
    holdId: entry.holdId,
    reversesId: entry.reversesId,
    settlesId: entry.settlesId,
    causeId: entry.causeId,
    shortfall: amount(entry.shortfall),
    source: entry.source,
    idempotencyKey: entry.idempotencyKey,
    reason: entry.reason,
    rule: entry.rule,
    eventId: entry.eventId,
    actor: entry.actorId === null ? null : { id: entry.actorId, name: entry.actorName },
    metadata: entry.metadata === null ? null : (JSON.parse(entry.metadata) as Metadata),
    effectiveAt: toIso(entry.effectiveAt),
    postedAt: toIso(entry.postedAt),
    previousHash: entry.previousHash,
    hash: entry.hash,
  };
}

export function toResult(outcome: Extract<Outcome, { ok: true }>): PostingResult {
  const { scale } = outcome;
  return {
    entry: toEntryDto(outcome.entry, scale),
    caused: outcome.caused.map((entry) => toEntryDto(entry, scale)),
    replayed: outcome.replayed,
  };
}

export function toOutcomeDto(outcome: Outcome): PostingOutcome {
  return outcome.ok ? { ok: true, result: toResult(outcome) } : { ok: false, error: outcome.error.toDto() };
}

export function toAllocationDto(part: StoredAllocation, entry: Entry, scale: number): AllocationDto {
  return {
    entryId: entry.id,
    type: entry.type,
    lotId: part.lotId,
    holdId: part.holdId,
    amount: formatAmount(part.amount, scale),
    held: formatAmount(part.held, scale),
    postedAt: toIso(entry.postedAt),
  };
}
