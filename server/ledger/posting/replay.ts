import { parsePositiveAmount, RewardsError } from '../../kernel';
import type { Command } from './command';
import type { Entry } from '../state';

/** The parts of a request that a row's columns do not tell, because the ledger fills in what was left out. */
interface Terms {
  readonly type: string;
  readonly amount?: string;
  readonly expiresAt?: number | null;
  readonly timeoutMs?: number;
  readonly keepOpen?: true;
  readonly effectiveAt?: number;
}

/** L8. What was asked for, as canonical JSON, kept on the row so that a replay can be compared with it. */
export function termsOf(command: Command, scale: number): string {
  return JSON.stringify(toTerms(command, scale));
}

function toTerms(command: Command, scale: number): Terms {
  const effectiveAt = command.effectiveAt === undefined ? {} : { effectiveAt: command.effectiveAt };
  const { type } = command;
  switch (type) {
    case 'grant':
    case 'adjust': {
      const expiresAt = command.expiresAt === undefined ? {} : { expiresAt: command.expiresAt };
      return { type, amount: command.amount.toString(), ...expiresAt, ...effectiveAt };
    }
    case 'deduct':
      return { type, amount: command.amount.toString(), ...effectiveAt };
    case 'reserve': {
      const timeoutMs = command.timeoutMs === undefined ? {} : { timeoutMs: command.timeoutMs };
      return { type, amount: command.amount.toString(), ...timeoutMs, ...effectiveAt };
    }
    case 'capture':
      return {
        type,
        ...askedAmount(command.amount, scale),
        ...(command.keepOpen ? { keepOpen: true } : {}),
        ...effectiveAt,
      };
    case 'release':
    case 'reverse':
      return { type, ...askedAmount(command.amount, scale), ...effectiveAt };
  }
}

const askedAmount = (amount: unknown, scale: number): { amount?: string } =>
  amount === undefined ? {} : { amount: parsePositiveAmount(amount, scale).toString() };

/**
 * L8. Makes sure that a key that was used before is used for the same posting.
 *
 * @param entry the row that was posted under the key
 * @throws IDEMPOTENCY_CONFLICT naming the first field that differs
 */
export function requireSameContent(command: Command, entry: Entry, scale: number): void {
  const before = JSON.parse(entry.terms ?? '{}') as Partial<Terms>;
  const differing = fieldsThatMayDiffer(command, entry, before, scale).find(([, now, then]) => now !== then);
  if (!differing) return;
  throw new RewardsError('IDEMPOTENCY_CONFLICT', {
    idempotencyKey: command.idempotencyKey,
    source: command.source,
    field: differing[0],
    entryId: entry.id,
  });
}

type Comparison = readonly [field: string, now: unknown, then: unknown];

function fieldsThatMayDiffer(command: Command, entry: Entry, before: Partial<Terms>, scale: number): Comparison[] {
  if (command.type !== before.type) return [['type', command.type, before.type]];
  const subject: Comparison[] = [];
  if ('member' in command) {
    subject.push(['member', command.member, entry.member], ['currency', command.currency, entry.currency]);
  }
  if ('holdId' in command) subject.push(['holdId', command.holdId, entry.holdId]);
  if ('entryId' in command) subject.push(['entryId', command.entryId, entry.reversesId]);
  if (subject.some(([, now, then]) => now !== then)) return subject;
  const asked = toTerms(command, scale);
  return [
    ['amount', asked.amount, before.amount],
    ['expiresAt', asked.expiresAt, before.expiresAt],
    ['timeoutMs', asked.timeoutMs, before.timeoutMs],
    ['keepOpen', asked.keepOpen, before.keepOpen],
    ['effectiveAt', asked.effectiveAt, before.effectiveAt],
    ['reason', command.reason, entry.reason],
    ['rule', command.rule, entry.rule],
    ['eventId', command.eventId, entry.eventId],
    ['actor', actorOf(command), actorOf(entry)],
    ['metadata', command.metadata, entry.metadata],
  ];
}

const actorOf = (by: { readonly actorId: string | null; readonly actorName: string | null }): string =>
  JSON.stringify([by.actorId, by.actorName]);
