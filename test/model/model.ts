/**
 * The whole ledger in memory: references by account, idempotency by key, batches. It reads the same inputs as the service, but
 * is told the id of a posting's own row, because only the ledger makes ids.
 */
import type { ErrorCode, PostingInput } from '../../server/contract';
import {
  CLOCK_SKEW,
  available,
  type ModelAccount,
  copyBook,
  dueInstants,
  isPast,
  type ModelCurrency,
  type ModelRow,
  openBook,
  settle,
  total,
} from './model-account';
import type { RuleChange } from './commands';
import { instantOf, minorOf, post, Refusal } from './postings';
import type { Ladders, ModelRules, Rank, Rung } from './rules';

export type Expected =
  | {
      readonly ok: true;
      readonly replayed: boolean;
      /** The posting's own row and those written along with it, not what was settled before; none for a replay. */
      readonly rows: readonly ModelRow[];
      readonly reference: ModelAccount;
      /** How many rows the account then has. */
      readonly sequence: number;
    }
  | { readonly ok: false; readonly code: ErrorCode; readonly field?: string };

export interface Figures {
  readonly balance: bigint;
  readonly held: bigint;
  readonly available: bigint;
  readonly lifetimeEarned: bigint;
  readonly lifetimeSpent: bigint;
  readonly sequence: number;
}

const PARTS_OF_CONTENT = [
  ...['type', 'member', 'currency', 'amount', 'expiresAt', 'timeoutMs', 'holdId', 'keepOpen', 'entryId'],
  ...['effectiveAt', 'reason', 'rule', 'eventId', 'actor', 'metadata'],
];

/** A key is unique within its source. */
export const keyOf = ({ source, idempotencyKey }: PostingInput): string => `${source ?? 'api'} ${idempotencyKey}`;

export class Model {
  private references = new Map<string, ModelAccount>();
  private posted = new Map<string, PostingInput>();
  private caused = new Map<string, string>();

  constructor(
    private readonly rules: ModelRules,
    private readonly members: ReadonlySet<string>,
  ) {}

  get currencies(): ReadonlyMap<string, ModelCurrency> {
    return this.rules.currencies;
  }

  get ladders(): Ladders {
    return this.rules.ladders;
  }

  get accounts(): ModelAccount[] {
    return [...this.references.values()];
  }

  /** A deep enough copy for `restore`. Books are never changed in place, so the maps and the rules are all there is. */
  snapshot(): () => void {
    const [references, posted, caused] = [new Map(this.references), new Map(this.posted), new Map(this.caused)];
    const restoreRules = this.rules.snapshot();
    return () => {
      restoreRules();
      this.references = references;
      this.posted = posted;
      this.caused = caused;
    };
  }

  /** Posts one. `id` is that of the row which the ledger wrote for it; any text when it refused. */
  post(input: PostingInput, now: number, id: string): Expected {
    try {
      return this.decide(input, now, id);
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, field: error.field };
      throw error;
    }
  }

  /** Edits a currency; answers the code of the refusal, or null. */
  changeCurrency(code: string, change: RuleChange): ErrorCode | null {
    return this.rules.changeCurrency(code, change, this.accounts);
  }

  /** Edits the threshold of a level or a tier; answers the code of the refusal, or null. */
  changeRung(rank: Rank, rung: Rung): ErrorCode | null {
    return this.rules.changeRung(rank, rung);
  }

  /** Rows that the ledger wrote along with a posting on an account: their ids can be named, but not reversed. */
  learnCaused(
    ids: readonly string[],
    { member, currency }: { readonly member: string; readonly currency: string },
  ): void {
    for (const id of ids) this.caused.set(id, `${member} ${currency}`);
  }

  isPosted(input: PostingInput): boolean {
    return this.posted.has(keyOf(input));
  }

  /** The account that an input is about, if there is one. */
  accountOf(input: PostingInput): ModelAccount | undefined {
    if ('member' in input && !(this.members.has(input.member) && this.currencies.has(input.currency))) return undefined;
    const along = input.type === 'reverse' ? this.caused.get(input.entryId) : undefined;
    if (along !== undefined) return this.references.get(along);
    try {
      return this.bookFor(input);
    } catch {
      return undefined;
    }
  }

  /** Settles every account on which something is due; tells what a run of `expireDue` reports. */
  expireDue(now: number): { accounts: number; lotsExpired: number; holdsReleased: number } {
    const report = { accounts: 0, lotsExpired: 0, holdsReleased: 0 };
    for (const [name, reference] of this.references) {
      const settled = copyBook(reference);
      settle(settled, Math.max(now, reference.lastPostedAt));
      const rows = settled.rows.slice(reference.rows.length);
      if (rows.length === 0) continue;
      report.accounts += 1;
      report.lotsExpired += rows.filter(({ type }) => type === 'expire').length;
      report.holdsReleased += rows.filter(({ type }) => type === 'release').length;
      this.references.set(name, settled);
    }
    return report;
  }

  figures(member: string, currency: string, now: number): Figures {
    const reference = this.reference(member, currency);
    return {
      balance: reference.balance,
      held: reference.held,
      available: available(reference, Math.max(now, reference.lastPostedAt)),
      lifetimeEarned: reference.earned,
      lifetimeSpent: reference.spent,
      sequence: reference.rows.length,
    };
  }

  /** The nearest instant after `now` at which something becomes due. */
  nextDue(now: number): number | undefined {
    const instants = this.accounts.flatMap(dueInstants).filter((instant) => instant > now);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  private reference(member: string, currency: string): ModelAccount {
    return this.references.get(`${member} ${currency}`) ?? openBook(member, this.currencies.get(currency)!);
  }

  private decide(input: PostingInput, now: number, id: string): Expected {
    if ('amount' in input && input.amount !== undefined && /^[-+]?[0.]+$/.test(input.amount)) {
      throw new Refusal('ZERO_AMOUNT');
    }
    // L6: on an account, time does not run backwards, whatever the clock does.
    const at = Math.max(now, this.accountOf(input)?.lastPostedAt ?? now);
    if (input.effectiveAt !== undefined && instantOf(input.effectiveAt) > at + CLOCK_SKEW) {
      throw new Refusal('IN_THE_FUTURE');
    }
    this.checkNames(input);
    const reference = this.bookFor(input);
    const name = keyOf(input);
    const earlier = this.posted.get(name);
    if (earlier) {
      const field = this.differenceOf(earlier, input, reference.currency.scale);
      if (field) throw new Refusal('IDEMPOTENCY_CONFLICT', field);
      return { ok: true, replayed: true, rows: [], reference, sequence: reference.rows.length };
    }
    const next = copyBook(reference);
    settle(next, at);
    post(next, input, { id, at });
    if (next.overflowed) throw new Refusal('AMOUNT_OVERFLOW');
    this.references.set(`${reference.member} ${reference.currency.code}`, next);
    this.posted.set(name, input);
    const rows = next.rows.slice(next.rows.findIndex((row) => row.id === id));
    return { ok: true, replayed: false, rows, reference: next, sequence: next.rows.length };
  }

  private checkNames(input: PostingInput): void {
    if ('currency' in input && !this.currencies.has(input.currency)) throw new Refusal('UNKNOWN_CURRENCY');
    if ('member' in input && !this.members.has(input.member)) throw new Refusal('MEMBER_NOT_FOUND');
  }

  private bookFor(input: PostingInput): ModelAccount {
    if ('member' in input) return this.reference(input.member, input.currency);
    if (input.type === 'reverse') {
      // What is written along is a release, an expiry or a reversal.
      if (this.caused.has(input.entryId)) throw new Refusal('NOT_REVERSIBLE');
      const reference = this.accounts.find(({ rows }) => rows.some((row) => row.id === input.entryId));
      if (!reference) throw new Refusal('ENTRY_NOT_FOUND');
      return reference;
    }
    const reference = this.accounts.find(({ holds }) => holds.some((hold) => hold.id === input.holdId));
    if (!reference) throw new Refusal('HOLD_NOT_FOUND');
    return reference;
  }

  private differenceOf(earlier: PostingInput, later: PostingInput, scale: number): string | undefined {
    return PARTS_OF_CONTENT.find((field) => valueOf(earlier, field, scale) !== valueOf(later, field, scale));
  }
}

/** One part of a posting's content as a text that is the same for what means the same. */
function valueOf(input: PostingInput, field: string, scale: number): string {
  const given: unknown = (input as unknown as Record<string, unknown>)[field];
  // What is the default says no more than what is left out.
  if (given === undefined || (field === 'keepOpen' && given === false)) return 'absent';
  if (field === 'amount') return minorOf(given as string, scale).toString();
  if (given !== null && (field === 'expiresAt' || field === 'effectiveAt')) return `${instantOf(given as string)}`;
  return JSON.stringify(given);
}

/** What a check of the model against itself finds: L4's equations over a reference. */
export function contradictionsIn(reference: ModelAccount, at: number): string[] {
  const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
  const claims: [string, boolean][] = [
    ['balance = lots', reference.balance === sum(reference.lots.map(({ remaining }) => remaining))],
    ['held = holds', reference.held === sum(reference.holds.map(({ parts }) => total(parts)))],
    ['held = lots held', reference.held === sum(reference.lots.map(({ held }) => held))],
    ['available ≥ 0', available(reference, at) >= 0n],
    ['no lot below zero', reference.lots.every(({ remaining, held }) => held >= 0n && remaining >= held)],
    ['open holds hold', reference.holds.every(({ parts, status }) => parts.length > 0 === (status === 'open'))],
    [
      'nothing due is left',
      !reference.lots.some((lot) => isPast(lot.expiresAt, reference.lastPostedAt) && lot.remaining > lot.held),
    ],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}
