/**
 * The whole ledger in memory: books by account, idempotency by key, batches. It reads the same inputs as the service, but
 * is told the id of a posting's own row, because only the ledger makes ids.
 */
import type { ErrorCode, PostingInput } from '../../server/contract';
import {
  CLOCK_SKEW,
  available,
  type Book,
  copyBook,
  dueInstants,
  isPast,
  type ModelCurrency,
  type ModelRow,
  openBook,
  settle,
  total,
} from './book';
import { instantOf, minorOf, post, Refusal } from './postings';

export type Expected =
  | {
      readonly ok: true;
      readonly replayed: boolean;
      /** The posting's own row and those written along with it, not what was settled before; none for a replay. */
      readonly rows: readonly ModelRow[];
      readonly book: Book;
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
  readonly currencies: ReadonlyMap<string, ModelCurrency>;
  private books = new Map<string, Book>();
  private posted = new Map<string, PostingInput>();
  private readonly caused = new Set<string>();

  constructor(
    currencies: readonly ModelCurrency[],
    private readonly members: ReadonlySet<string>,
  ) {
    this.currencies = new Map(currencies.map((currency) => [currency.code, currency]));
  }

  get accounts(): Book[] {
    return [...this.books.values()];
  }

  /** A deep enough copy for `restore`. Books are never changed in place, so the maps are all there is. */
  snapshot(): () => void {
    const [books, posted] = [new Map(this.books), new Map(this.posted)];
    return () => {
      this.books = books;
      this.posted = posted;
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

  /** Rows that the ledger wrote along with a posting: their ids can be named, but not reversed. */
  learnCaused(ids: readonly string[]): void {
    for (const id of ids) this.caused.add(id);
  }

  isPosted(input: PostingInput): boolean {
    return this.posted.has(keyOf(input));
  }

  /** The account that an input is about, if there is one. */
  accountOf(input: PostingInput): Book | undefined {
    if ('member' in input && !(this.members.has(input.member) && this.currencies.has(input.currency))) return undefined;
    try {
      return this.bookFor(input);
    } catch {
      return undefined;
    }
  }

  /** Settles every account on which something is due; tells what a run of `expireDue` reports. */
  expireDue(now: number): { accounts: number; lotsExpired: number; holdsReleased: number } {
    const report = { accounts: 0, lotsExpired: 0, holdsReleased: 0 };
    for (const [name, book] of this.books) {
      const settled = copyBook(book);
      settle(settled, Math.max(now, book.lastPostedAt));
      const rows = settled.rows.slice(book.rows.length);
      if (rows.length === 0) continue;
      report.accounts += 1;
      report.lotsExpired += rows.filter(({ type }) => type === 'expire').length;
      report.holdsReleased += rows.filter(({ type }) => type === 'release').length;
      this.books.set(name, settled);
    }
    return report;
  }

  figures(member: string, currency: string, now: number): Figures {
    const book = this.book(member, currency);
    return {
      balance: book.balance,
      held: book.held,
      available: available(book, Math.max(now, book.lastPostedAt)),
      lifetimeEarned: book.earned,
      lifetimeSpent: book.spent,
      sequence: book.rows.length,
    };
  }

  /** The nearest instant after `now` at which something becomes due. */
  nextDue(now: number): number | undefined {
    const instants = this.accounts.flatMap(dueInstants).filter((instant) => instant > now);
    return instants.length > 0 ? Math.min(...instants) : undefined;
  }

  private book(member: string, currency: string): Book {
    return this.books.get(`${member} ${currency}`) ?? openBook(member, this.currencies.get(currency)!);
  }

  private decide(input: PostingInput, now: number, id: string): Expected {
    this.checkInput(input);
    const book = this.bookFor(input);
    // L6: on an account, time does not run backwards, whatever the clock does.
    const at = Math.max(now, book.lastPostedAt);
    if (input.effectiveAt !== undefined && instantOf(input.effectiveAt) > at + CLOCK_SKEW) {
      throw new Refusal('IN_THE_FUTURE');
    }
    const name = keyOf(input);
    const earlier = this.posted.get(name);
    if (earlier) {
      const field = this.differenceOf(earlier, input, book.currency.scale);
      if (field) throw new Refusal('IDEMPOTENCY_CONFLICT', field);
      return { ok: true, replayed: true, rows: [], book, sequence: book.rows.length };
    }
    const next = copyBook(book);
    settle(next, at);
    post(next, input, { id, at });
    if (next.overflowed) throw new Refusal('AMOUNT_OVERFLOW');
    this.books.set(`${book.member} ${book.currency.code}`, next);
    this.posted.set(name, input);
    const rows = next.rows.slice(next.rows.findIndex((row) => row.id === id));
    return { ok: true, replayed: false, rows, book: next, sequence: next.rows.length };
  }

  private checkInput(input: PostingInput): void {
    if ('amount' in input && input.amount !== undefined && /^[-+]?[0.]+$/.test(input.amount)) {
      throw new Refusal('ZERO_AMOUNT');
    }
    if ('currency' in input && !this.currencies.has(input.currency)) throw new Refusal('UNKNOWN_CURRENCY');
    if ('member' in input && !this.members.has(input.member)) throw new Refusal('MEMBER_NOT_FOUND');
  }

  private bookFor(input: PostingInput): Book {
    if ('member' in input) return this.book(input.member, input.currency);
    if (input.type === 'reverse') {
      // What is written along is a release, an expiry or a reversal.
      if (this.caused.has(input.entryId)) throw new Refusal('NOT_REVERSIBLE');
      const book = this.accounts.find(({ rows }) => rows.some((row) => row.id === input.entryId));
      if (!book) throw new Refusal('ENTRY_NOT_FOUND');
      return book;
    }
    const book = this.accounts.find(({ holds }) => holds.some((hold) => hold.id === input.holdId));
    if (!book) throw new Refusal('HOLD_NOT_FOUND');
    return book;
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

/** What a check of the model against itself finds: L4's equations over a book. */
export function contradictionsIn(book: Book, at: number): string[] {
  const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
  const claims: [string, boolean][] = [
    ['balance = lots', book.balance === sum(book.lots.map(({ remaining }) => remaining))],
    ['held = holds', book.held === sum(book.holds.map(({ parts }) => total(parts)))],
    ['held = lots held', book.held === sum(book.lots.map(({ held }) => held))],
    ['available ≥ 0', available(book, at) >= 0n],
    ['no lot below zero', book.lots.every(({ remaining, held }) => held >= 0n && remaining >= held)],
    ['open holds hold', book.holds.every(({ parts, status }) => parts.length > 0 === (status === 'open'))],
    [
      'nothing due is left',
      !book.lots.some((lot) => isPast(lot.expiresAt, book.lastPostedAt) && lot.remaining > lot.held),
    ],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}
