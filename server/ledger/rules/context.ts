import type { AccountId, Milliseconds } from '../../kernel';
import type { EntryContext } from './account-draft';
import { keyHash } from '../chain';
import type { Command } from '../posting/command';

/** The source of rows that the engine writes of its own accord. A caller cannot use it. */
export const ENGINE_SOURCE = 'rewards';

/** What the caller said, for the row of their posting. What takes effect a little ahead does so now (L42). */
export function contextOf(command: Command, terms: string, now: Milliseconds): EntryContext {
  return {
    source: command.source,
    idempotencyKey: command.idempotencyKey,
    keyHash: command.keyHash,
    terms,
    reason: command.reason,
    rule: command.rule,
    eventId: command.eventId,
    actorId: command.actorId,
    actorName: command.actorName,
    metadata: command.metadata,
    effectiveAt: Math.min(command.effectiveAt ?? now, now),
  };
}

/**
 * What the engine says of a row of its own. Its key holds what the row is about and the account's sequence before it,
 * so that the same row cannot be written twice (L15).
 *
 * @param about such as `expire:<lot>`
 * @param effectiveAt when it fell due
 */
export function engineContext(
  about: string,
  accountId: AccountId,
  sequence: number,
  effectiveAt: Milliseconds,
): EntryContext {
  const idempotencyKey = `${about}:${accountId}:${sequence}`;
  return {
    source: ENGINE_SOURCE,
    idempotencyKey,
    keyHash: keyHash(ENGINE_SOURCE, idempotencyKey),
    terms: null,
    reason: null,
    rule: null,
    eventId: null,
    actorId: null,
    actorName: null,
    metadata: null,
    effectiveAt,
  };
}
