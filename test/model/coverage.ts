/** What the sequences have come across. A corner that none of them reaches is a corner that nobody has compared. */
import type { ErrorCode, PostingInput, PostingOutcome, PostingResult } from '../../server/contract';

const REFUSALS: readonly ErrorCode[] = [
  ...(['ZERO_AMOUNT', 'AMOUNT_OVERFLOW', 'IN_THE_FUTURE', 'UNKNOWN_CURRENCY', 'MEMBER_NOT_FOUND'] as const),
  ...(['ENTRY_NOT_FOUND', 'HOLD_NOT_FOUND', 'IDEMPOTENCY_CONFLICT', 'RISING_ONLY', 'EXPIRY_NOT_ALLOWED'] as const),
  ...(['ALREADY_CAPTURED', 'ALREADY_RELEASED', 'HOLD_EXPIRED', 'EXCEEDS_HOLD', 'NOT_REVERSIBLE'] as const),
  ...(['ALREADY_REVERSED', 'EXCEEDS_ENTRY', 'GRANT_ALREADY_SPENT', 'INSUFFICIENT_FUNDS'] as const),
  ...(['BATCH_ROLLED_BACK'] as const),
];

const settles = (caused: PostingResult['caused']): boolean => caused.some(({ settlesId }) => settlesId !== null);

const isPart = (input: PostingInput): boolean => input.type === 'reverse' && input.amount !== undefined;

/** Situations by name, each told from a posting that succeeded. */
const CORNERS: Readonly<Record<string, (input: PostingInput, result: PostingResult) => boolean>> = {
  grant: ({ type }) => type === 'grant',
  deduct: ({ type }) => type === 'deduct',
  reserve: ({ type }) => type === 'reserve',
  replay: (_, { replayed }) => replayed,
  backdated: ({ effectiveAt }) => effectiveAt !== undefined,
  'ahead, and taken as now': ({ effectiveAt }, { entry, replayed }) =>
    !replayed && effectiveAt !== undefined && new Date(effectiveAt) > new Date(entry.postedAt),
  'capture in full': (input) => input.type === 'capture' && input.amount === undefined,
  'capture that leaves the rest held': (input) => input.type === 'capture' && input.keepOpen === true,
  'capture that releases the rest': (input, { caused }) =>
    input.type === 'capture' && caused.some(({ type }) => type === 'release'),
  'release of a part': (input) => input.type === 'release' && input.amount !== undefined,
  'release into a lapsed lot': (input, { caused }) =>
    input.type === 'release' && caused.some(({ type }) => type === 'expire'),
  'grant past its expiry': (input, { caused }) =>
    input.type === 'grant' && caused.some(({ type }) => type === 'expire'),
  'adjustment upwards': (input) => input.type === 'adjust' && !input.amount.startsWith('-'),
  'adjustment downwards': (input) => input.type === 'adjust' && input.amount.startsWith('-'),
  'reversal of a spend': (input, { entry }) => input.type === 'reverse' && Number(entry.spent) < 0,
  'reversal of a spend whose lot has lapsed': (input, { entry, caused }) =>
    input.type === 'reverse' && Number(entry.spent) < 0 && caused.some(({ type }) => type === 'expire'),
  'reversal of a spend with grace': (input, { entry }) => input.type === 'reverse' && Number(entry.lotOpened) > 0,
  'reversal of a grant': (input, { entry }) => input.type === 'reverse' && Number(entry.earned) < 0,
  'reversal of a part of a spend': (input, { entry }) => isPart(input) && Number(entry.spent) < 0,
  'reversal of a part of a spend with grace': (input, { entry }) => isPart(input) && Number(entry.lotOpened) > 0,
  'reversal of a part of a grant': (input, { entry }) => isPart(input) && Number(entry.earned) < 0,
  'reversal of a part of a grant with a shortfall': (input, { entry }) => isPart(input) && Number(entry.shortfall) > 0,
  'shortfall settled by a part of a spend that is reversed': (input, { caused }) => isPart(input) && settles(caused),
  'reversal with a shortfall': (_, { entry }) => Number(entry.shortfall) > 0,
  'reversal that takes nothing': (input, { entry }) => input.type === 'reverse' && Number(entry.amount) === 0,
  'arrears paid off': ({ type }, { caused }) => (type === 'grant' || type === 'adjust') && settles(caused),
  'shortfall settled by a spend that is reversed': ({ type }, { caused }) => type === 'reverse' && settles(caused),
  'shortfall settled by what a hold gives back': ({ type }, { caused }) =>
    (type === 'release' || type === 'capture') && settles(caused),
};

/** What was edited, and what an edit was told. */
const EDITS_OF_DECISIONS = ['spendOrder', 'reversalPolicy', 'expiresAfterDays', 'reversalGraceDays'];
const GUARDED_EDITS = [
  ...['risingOnly', 'level', 'tier', 'expiresAfterDays: INVALID_INPUT', 'risingOnly: RISING_ONLY_TOO_EARLY'],
  ...['risingOnly: INVALID_INPUT', 'level: INVALID_INPUT', 'tier: INVALID_INPUT'],
];

/** What a few dozen sequences come across for certain. */
const COMMON = [
  ...['grant', 'deduct', 'reserve', 'replay', 'backdated', 'ahead, and taken as now', 'grant past its expiry'],
  ...['adjustment upwards', 'adjustment downwards', 'reversal of a grant', 'reversal of a spend'],
  ...['INSUFFICIENT_FUNDS', 'IDEMPOTENCY_CONFLICT', 'ALREADY_REVERSED', 'ALREADY_CAPTURED', 'ALREADY_RELEASED'],
  ...['EXPIRY_NOT_ALLOWED', 'BATCH_ROLLED_BACK'],
];

export class Coverage {
  private readonly seen = new Map<string, number>();

  noteEdit(what: string, refusal: ErrorCode | null): void {
    this.count(refusal === null ? what : `${what}: ${refusal}`);
  }

  note(input: PostingInput, outcome: PostingOutcome): void {
    if (!outcome.ok) {
      this.count(outcome.error.code);
      return;
    }
    for (const [corner, isSeen] of Object.entries(CORNERS)) if (isSeen(input, outcome.result)) this.count(corner);
  }

  /** What the rules decide, and has not been seen yet. */
  missingDecisions(): string[] {
    return this.missingOf([...REFUSALS, ...Object.keys(CORNERS), ...EDITS_OF_DECISIONS]);
  }

  /** What is refused or let through outside the rules, and what is common; none of which has been seen yet. */
  missingOfFew(): string[] {
    return this.missingOf([...COMMON, ...GUARDED_EDITS]);
  }

  missing(): string[] {
    return [...this.missingDecisions(), ...this.missingOf(GUARDED_EDITS)];
  }

  private missingOf(names: readonly string[]): string[] {
    return names.filter((name) => !this.seen.has(name));
  }

  private count(name: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
  }
}
