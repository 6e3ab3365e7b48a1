/** Turns a command into the input that the service and the model both get: positions become ids, shares become amounts. */
import { MAX_MINOR_UNITS, type PostingInput, type PostingResult } from '../../server/contract';
import { formatAmount } from '../../server/kernel';
import { type ModelAccount, CLOCK_SKEW, reversedOf, total } from './model-account';
import type { Expiry, HowMuch, PostingCommand } from './commands';
import type { Model } from './model';

/** What a sequence has to choose from. */
export interface Surroundings {
  readonly model: Model;
  readonly members: readonly string[];
  readonly currencies: readonly string[];
  /** Every input that was tried, refused ones too: their keys are free to be used again. */
  readonly attempts: readonly PostingInput[];
  readonly results: readonly PostingResult[];
  readonly now: number;
  key(): string;
}

const NOBODY = 'nobody000000000000000000';
const NO_ROW = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const ADMINISTRATOR = { id: 'admin:7', name: 'Ada Admin' };

const fromNewest = <T>(things: readonly T[], position: number): T | undefined =>
  things.length === 0 ? undefined : things[things.length - 1 - (position % things.length)];

function amountOf(howMuch: HowMuch, whole: bigint, scale: number): string {
  if ('units' in howMuch) return formatAmount(BigInt(howMuch.units), scale);
  const wanted = { all: whole, half: whole / 2n, more: whole + 1n }[howMuch.share];
  return formatAmount(wanted < 1n ? 1n : wanted > MAX_MINOR_UNITS ? MAX_MINOR_UNITS : wanted, scale);
}

function expiresAtOf(expiry: Expiry, now: number): { expiresAt?: string | null } {
  if (expiry === 'default') return {};
  return { expiresAt: expiry === 'never' ? null : new Date(now + expiry.in).toISOString() };
}

/** A posting that a command means in these surroundings; undefined when there is nothing for it to name. */
export function resolve(command: PostingCommand, around: Surroundings): PostingInput | undefined {
  const { now } = around;
  const context = {
    idempotencyKey: around.key(),
    ...(command.backdated === undefined ? {} : { effectiveAt: new Date(now - command.backdated).toISOString() }),
  };
  switch (command.kind) {
    case 'capture':
    case 'release':
      return onHold(command, context, around);
    case 'reverse': {
      const entryId = fromNewest(reversible(around.results, command.any), command.row);
      if (entryId === undefined) return undefined;
      return { type: 'reverse', entryId, ...context, ...partOf(entryId, command.howMuch, around) };
    }
    case 'again': {
      const earlier = fromNewest(around.attempts, command.posting);
      return earlier && command.respelled ? respell(earlier) : earlier;
    }
    case 'conflict': {
      const earlier = fromNewest(around.attempts, command.posting);
      return earlier && altered(earlier, command.change);
    }
    case 'nonsense':
      return nonsense(command.what, context, around);
    default:
      return onAccount(command, context, around);
  }
}

type Context = Pick<PostingInput, 'idempotencyKey' | 'effectiveAt'>;

/** The account that a command names or, for a spend that wants one with funds, the next one that has some. */
function accountOf(
  command: Extract<PostingCommand, { currency: number }>,
  { model, members, currencies, now }: Surroundings,
): { readonly member: string; readonly currency: string } {
  const named = { member: members[command.member]!, currency: currencies[command.currency]! };
  const isFunded = ({ member, currency }: typeof named) =>
    !model.currencies.get(currency)!.risingOnly && model.figures(member, currency, now).available > 0n;
  if (!('funded' in command) || !command.funded || isFunded(named)) return named;
  const others = model.accounts.map(({ member, currency }) => ({ member, currency: currency.code })).filter(isFunded);
  return others[(command.member + command.currency) % Math.max(1, others.length)] ?? named;
}

function onAccount(
  command: Extract<PostingCommand, { currency: number }>,
  context: Context,
  around: Surroundings,
): PostingInput {
  const { model, now } = around;
  const { member, currency } = accountOf(command, around);
  const { scale } = model.currencies.get(currency)!;
  const account = { member, currency, ...context };
  const units = (count: number) => formatAmount(BigInt(count), scale);
  if (command.kind === 'grant') {
    return { type: 'grant', amount: units(command.units), ...account, ...expiresAtOf(command.expiry, now) };
  }
  const there = model.figures(member, currency, now).available;
  const amount = amountOf(command.howMuch, there, scale);
  if (command.kind === 'deduct') return { type: 'deduct', amount, ...account };
  if (command.kind === 'reserve') {
    const { timeoutMs } = command;
    return { type: 'reserve', amount, ...account, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  }
  const signed = command.up ? amount : `-${amount}`;
  const expiry = command.up ? expiresAtOf(command.expiry, now) : {};
  return { type: 'adjust', amount: signed, reason: 'Counted again', actor: ADMINISTRATOR, ...account, ...expiry };
}

function onHold(
  command: Extract<PostingCommand, { hold: number }>,
  context: Context,
  { model, results }: Surroundings,
): PostingInput | undefined {
  const holdId = fromNewest(
    results.filter(({ entry }) => entry.type === 'reserve').map(({ entry }) => entry.id),
    command.hold,
  );
  if (holdId === undefined) return undefined;
  const reference = model.accounts.find(({ holds }) => holds.some(({ id }) => id === holdId)) as ModelAccount;
  const left = total(reference.holds.find(({ id }) => id === holdId)!.parts);
  const { howMuch } = command;
  const amount = howMuch ? { amount: amountOf(howMuch, left, reference.currency.scale) } : {};
  if (command.kind === 'release') return { type: 'release', holdId, ...amount, ...context };
  const keepOpen = command.keepOpen === undefined ? {} : { keepOpen: command.keepOpen };
  return { type: 'capture', holdId, ...amount, ...keepOpen, ...context };
}

/** A share of what is left of a row; of one that cannot be reversed, of nothing. */
function partOf(entryId: string, howMuch: HowMuch | undefined, { model }: Surroundings): { amount?: string } {
  const reference = model.accounts.find(({ rows }) => rows.some(({ id }) => id === entryId));
  const row = reference?.rows.find(({ id }) => id === entryId);
  if (!howMuch || !reference || !row) return {};
  const whole = row.amount < 0n ? -row.amount : row.amount;
  return { amount: amountOf(howMuch, whole - reversedOf(reference, row).whole, reference.currency.scale) };
}

function reversible(results: readonly PostingResult[], any: boolean): string[] {
  if (any) return results.flatMap(({ entry, caused }) => [entry.id, ...caused.map(({ id }) => id)]);
  return results
    .filter(({ entry }) => ['grant', 'deduct', 'adjustment'].includes(entry.type))
    .map(({ entry }) => entry.id);
}

/** The same content in other words: a plus sign, no trailing zeros, an instant as a `Date`. */
function respell(input: PostingInput): PostingInput {
  const said = { ...input } as { amount?: string; expiresAt?: unknown; effectiveAt?: unknown };
  if (said.amount !== undefined) {
    const unsigned = said.amount.replace(/^\+/, '');
    const short = unsigned.includes('.') ? unsigned.replace(/\.?0+$/, '') : unsigned;
    said.amount = short.startsWith('-') ? short : `+${short}`;
  }
  for (const name of ['expiresAt', 'effectiveAt'] as const) {
    if (typeof said[name] === 'string') said[name] = new Date(said[name]);
  }
  return said as PostingInput;
}

/** Other content under the same key; under another source the key is another one, and nothing conflicts. */
function altered(input: PostingInput, change: Change): PostingInput {
  if (change === 'source') return { ...input, source: 'elsewhere' };
  if (change === 'metadata') return { ...input, metadata: { changed: true } };
  if (change === 'amount' && 'amount' in input && input.amount !== undefined) {
    // Another first digit keeps the sign and the number of decimals.
    const changed = input.amount.replace(/\d/, (digit) => (digit === '1' ? '2' : '1'));
    return { ...input, amount: changed };
  }
  if (change === 'type' && input.type !== 'reverse') return ofAnotherType(input);
  return { ...input, reason: `${input.reason ?? 'No reason given'}, or so` };
}

function ofAnotherType(input: Exclude<PostingInput, { type: 'reverse' }>): PostingInput {
  const { idempotencyKey } = input;
  if (input.type === 'capture') return { type: 'release', holdId: input.holdId, idempotencyKey };
  if (input.type === 'release') return { type: 'capture', holdId: input.holdId, idempotencyKey };
  const { member, currency, amount } = input;
  const type = input.type === 'deduct' ? 'reserve' : 'deduct';
  return { type, member, currency, amount: amount.replace('-', ''), idempotencyKey };
}

type Change = Extract<PostingCommand, { kind: 'conflict' }>['change'];

function nonsense(
  what: Extract<PostingCommand, { kind: 'nonsense' }>['what'],
  context: Context,
  { members, currencies, now }: Surroundings,
): PostingInput {
  const grant = { type: 'grant', member: members[0]!, currency: currencies[0]!, amount: '1', ...context } as const;
  switch (what) {
    case 'zero':
      return { ...grant, amount: '0' };
    case 'currency':
      return { ...grant, currency: 'no-such-currency' };
    case 'member':
      return { ...grant, member: NOBODY };
    case 'future':
      return { ...grant, effectiveAt: new Date(now + CLOCK_SKEW + 1).toISOString() };
    case 'hold':
      return { type: 'capture', holdId: NO_ROW, ...context };
    case 'entry':
      return { type: 'reverse', entryId: NO_ROW, ...context };
  }
}
