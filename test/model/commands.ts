/**
 * What fast-check draws: commands that name things by position ("the third-last hold"), so that they still mean something
 * after the sequence before them was shrunk.
 */
import fc from 'fast-check';

import { REVERSAL_POLICIES, type ReversalPolicy, SPEND_ORDERS, type SpendOrder } from '../../server/contract';
import { CLOCK_SKEW, DAY, type ModelCurrency } from './model-account';
import type { Rank } from './rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How much: so many minor units, or a share of what there is (available, held), or one minor unit more than that. */
export type HowMuch = { readonly units: number } | { readonly share: 'all' | 'half' | 'more' };
/** When a lot expires: as the currency says, never, or so many milliseconds from now (the past included). */
export type Expiry = 'default' | 'never' | { readonly in: number };
/** Counted from the newest. */
type Position = number;

interface OnAccount {
  readonly member: number;
  readonly currency: number;
}

interface Spend extends OnAccount {
  /** The nearest account that has something, if there is one, instead of the one that is named. */
  readonly funded: boolean;
}

export type PostingCommand = { readonly backdated?: number } & (
  | ({ readonly kind: 'grant'; readonly units: number; readonly expiry: Expiry } & OnAccount)
  | ({ readonly kind: 'deduct'; readonly howMuch: HowMuch } & Spend)
  | ({ readonly kind: 'reserve'; readonly howMuch: HowMuch; readonly timeoutMs?: number } & Spend)
  | { readonly kind: 'capture'; readonly hold: Position; readonly howMuch?: HowMuch; readonly keepOpen?: boolean }
  | { readonly kind: 'release'; readonly hold: Position; readonly howMuch?: HowMuch }
  | { readonly kind: 'reverse'; readonly row: Position; readonly any: boolean; readonly howMuch?: HowMuch }
  | ({ readonly kind: 'adjust'; readonly up: boolean; readonly howMuch: HowMuch; readonly expiry: Expiry } & Spend)
  | { readonly kind: 'again'; readonly posting: Position; readonly respelled: boolean }
  | {
      readonly kind: 'conflict';
      readonly posting: Position;
      readonly change: 'amount' | 'reason' | 'type' | 'metadata' | 'source';
    }
  | { readonly kind: 'nonsense'; readonly what: 'zero' | 'currency' | 'member' | 'hold' | 'entry' | 'future' }
);

/** What an editor changes of a currency: one rule at a time. */
export type RuleChange = Partial<Omit<ModelCurrency, 'code' | 'scale'>>;

export type EditCommand =
  | { readonly kind: 'editCurrency'; readonly currency: number; readonly change: RuleChange }
  /** The threshold is in minor units of the currency that the rank follows. */
  | { readonly kind: 'editRank'; readonly rank: Rank; readonly rung: number; readonly threshold: number };

export type HostCommand = PostingCommand | EditCommand;

export type Command =
  | HostCommand
  | { readonly kind: 'batch'; readonly postings: readonly PostingCommand[]; readonly allOrNothing: boolean }
  | { readonly kind: 'host'; readonly commands: readonly HostCommand[]; readonly commits: boolean }
  | { readonly kind: 'twice'; readonly posting: PostingCommand }
  | { readonly kind: 'expireDue' }
  | { readonly kind: 'tick'; readonly milliseconds: number }
  | { readonly kind: 'tickToDue'; readonly past: number }
  | { readonly kind: 'lookBack'; readonly milliseconds: number; readonly basis: 'posted' | 'effective' }
  | { readonly kind: 'rebuild'; readonly damage: boolean };

/** Records that print as plain objects. */
const record = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(shape, { noNullPrototype: true });
const onAccount = {
  /** Most happens to one member, so that accounts get a history. */
  member: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  currency: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 4),
};
/** A spend goes to an account that has something, most of the time. */
const spend = { ...onAccount, funded: fc.constantFrom(true, true, true, true, true, false) };
const units = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000_000 }) },
);
const huge = fc.constant(Number.MAX_SAFE_INTEGER - 100);
const howMuch: fc.Arbitrary<HowMuch> = fc.oneof(
  { weight: 6, arbitrary: record({ units: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 5, arbitrary: record({ share: fc.constantFrom('half', 'half', 'all', 'all', 'more') }) },
);
const expiry: fc.Arbitrary<Expiry> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Expiry>('default', 'default', 'never') },
  { weight: 4, arbitrary: record({ in: fc.integer({ min: HOUR, max: 10 * DAY }) }) },
  { weight: 1, arbitrary: record({ in: fc.integer({ min: -2 * DAY, max: 0 }) }) },
  { weight: 1, arbitrary: record({ in: fc.integer({ min: -5, max: 5 }) }) },
);
const mostlyNot = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const position = fc.nat(7);
const backdated = mostlyNot(
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 8 * DAY }) },
    // L42. Ahead, as far as a clock may be.
    { weight: 1, arbitrary: fc.integer({ min: -CLOCK_SKEW, max: -1 }) },
  ),
);
const timeoutMs = mostlyNot(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: MINUTE, max: 5 * DAY })));

function posting<K extends PostingCommand['kind'], R>(
  kind: K,
  shape: { [P in keyof R]: fc.Arbitrary<R[P]> },
): fc.Arbitrary<PostingCommand> {
  return record({ kind: fc.constant(kind), backdated, ...shape }) as unknown as fc.Arbitrary<PostingCommand>;
}

const anyPosting = fc.oneof(
  { weight: 16, arbitrary: posting('grant', { ...onAccount, units, expiry }) },
  { weight: 1, arbitrary: posting('grant', { ...onAccount, units: huge, expiry }) },
  { weight: 9, arbitrary: posting('deduct', { ...spend, howMuch }) },
  { weight: 9, arbitrary: posting('reserve', { ...spend, howMuch, timeoutMs }) },
  {
    weight: 7,
    arbitrary: posting('capture', { hold: position, howMuch: maybe(howMuch), keepOpen: maybe(fc.boolean()) }),
  },
  { weight: 6, arbitrary: posting('release', { hold: position, howMuch: maybe(howMuch) }) },
  {
    weight: 10,
    arbitrary: posting('reverse', {
      row: position,
      any: fc.constantFrom(false, false, false, false, true),
      howMuch: maybe(howMuch),
    }),
  },
  { weight: 8, arbitrary: posting('adjust', { ...spend, up: fc.boolean(), howMuch, expiry }) },
  { weight: 4, arbitrary: posting('again', { posting: position, respelled: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: posting('conflict', {
      posting: position,
      change: fc.constantFrom('amount', 'reason', 'type', 'metadata', 'source'),
    }),
  },
  {
    weight: 2,
    arbitrary: posting('nonsense', { what: fc.constantFrom('zero', 'currency', 'member', 'hold', 'entry', 'future') }),
  },
);

const days = fc.constantFrom(null, 1, 2, 4, 7);
const changesOfDecisions: readonly fc.Arbitrary<RuleChange>[] = [
  record({ spendOrder: fc.constantFrom<SpendOrder>(...SPEND_ORDERS) }),
  record({ reversalPolicy: fc.constantFrom<ReversalPolicy>(...REVERSAL_POLICIES) }),
  record({ expiresAfterDays: days }),
  record({ reversalGraceDays: days }),
];
const change: fc.Arbitrary<RuleChange> = fc.oneof(
  // What may only rise cannot be made to at most times: twice as often.
  record({ risingOnly: fc.constantFrom(true, true, false) }),
  record({ risingOnly: fc.constantFrom(true, true, false) }),
  ...changesOfDecisions,
);
const editOf = (changed: fc.Arbitrary<RuleChange>): fc.Arbitrary<EditCommand> =>
  record({ kind: fc.constant('editCurrency' as const), currency: fc.constantFrom(0, 1, 3, 4, 4, 4), change: changed });
const anyEdit: fc.Arbitrary<EditCommand> = fc.oneof(
  { weight: 3, arbitrary: editOf(change) },
  {
    weight: 1,
    arbitrary: record({
      kind: fc.constant('editRank' as const),
      rank: fc.constantFrom<Rank>('level', 'tier'),
      rung: fc.nat(9),
      // Some are the threshold of another one.
      threshold: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 1, 40, 50, 120, 155)),
    }),
  },
);

const commandWith = (edit: fc.Arbitrary<EditCommand>, basis: fc.Arbitrary<'posted' | 'effective'>) =>
  fc.oneof(
    { weight: 60, arbitrary: anyPosting },
    {
      weight: 6,
      arbitrary: record({
        kind: fc.constant('batch' as const),
        postings: fc.array(anyPosting, { minLength: 1, maxLength: 6 }),
        allOrNothing: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: record({
        kind: fc.constant('host' as const),
        commands: fc.array(fc.oneof({ weight: 9, arbitrary: anyPosting }, { weight: 1, arbitrary: edit }), {
          minLength: 1,
          maxLength: 4,
        }),
        commits: fc.constantFrom(true, true, false),
      }),
    },
    { weight: 6, arbitrary: edit },
    { weight: 2, arbitrary: record({ kind: fc.constant('twice' as const), posting: anyPosting }) },
    { weight: 4, arbitrary: record({ kind: fc.constant('expireDue' as const) }) },
    {
      weight: 8,
      arbitrary: record({
        kind: fc.constant('tick' as const),
        milliseconds: fc.oneof(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: MINUTE, max: HOUR }),
          fc.integer({ min: HOUR, max: 3 * DAY }),
          // The clock of a server is set back now and then.
          fc.integer({ min: -HOUR, max: -1 }),
        ),
      }),
    },
    {
      weight: 6,
      arbitrary: record({ kind: fc.constant('tickToDue' as const), past: fc.integer({ min: -1, max: 1 }) }),
    },
    {
      weight: 2,
      arbitrary: record({
        kind: fc.constant('lookBack' as const),
        milliseconds: fc.integer({ min: 1, max: 5 * DAY }),
        basis,
      }),
    },
    { weight: 1, arbitrary: record({ kind: fc.constant('rebuild' as const), damage: fc.boolean() }) },
  );

const sequenceOf = (command: fc.Arbitrary<Command>, longest: number): fc.Arbitrary<Command[]> =>
  fc.noBias(fc.array(command, { minLength: 1, maxLength: longest, size: 'max' }));

/** Sequences of up to `longest` commands, of any length alike. */
export const anySequence = (longest: number): fc.Arbitrary<Command[]> =>
  sequenceOf(commandWith(anyEdit, fc.constantFrom('posted', 'effective')), longest);

/** Without what the rules have no part in: which edits are refused, and what a database adds up. */
export const anySequenceForRules = (longest: number): fc.Arbitrary<Command[]> =>
  sequenceOf(commandWith(editOf(fc.oneof(...changesOfDecisions)), fc.constant('posted')), longest);

const editRule = (change: RuleChange): Command => ({ kind: 'editCurrency', currency: 4, change });
const editThreshold = (rank: Rank, rung: number, threshold: number): Command => ({
  kind: 'editRank',
  rank,
  rung,
  threshold,
});

/** Every edit that is let through at one time and refused at another: chance would come across them in many sequences only. */
export const GUARDED_EDITS: Command[] = [
  editRule({ risingOnly: true }),
  editRule({ expiresAfterDays: 2 }),
  editRule({ risingOnly: false }),
  editRule({ expiresAfterDays: 2 }),
  editRule({ risingOnly: true }),
  editRule({ expiresAfterDays: null }),
  { kind: 'grant', member: 0, currency: 4, units: 5, expiry: { in: DAY } },
  editRule({ risingOnly: true }),
  ...[40, 50].map((threshold) => editThreshold('level', 0, threshold)),
  ...[50, 200].map((threshold) => editThreshold('tier', 2, threshold)),
];
