import type { ExpireDuePreviewDto } from './expiry';
import type { ErrorDto } from './errors';
import type { PostingPreviewDto } from './preview';

/** B2. What a ledger row does. */
export const ENTRY_TYPES = ['grant', 'deduct', 'reserve', 'release', 'expire', 'reversal', 'adjustment'] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** How a hold stands. `expired`: its time-out passed and what was left went back to the lots. */
export const HOLD_STATUSES = ['open', 'captured', 'released', 'expired'] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** L24. What happens when a grant is reversed of which part was spent. */
export const REVERSAL_POLICIES = ['clamp', 'reject', 'arrears'] as const;
export type ReversalPolicy = (typeof REVERSAL_POLICIES)[number];

/** L12. Which lot a spend takes first. */
export const SPEND_ORDERS = ['oldest', 'soonest-expiry'] as const;
export type SpendOrder = (typeof SPEND_ORDERS)[number];

/** A signed or unsigned decimal string in major units: `"12.50"`, `"-200"`. Never a JavaScript number (L1). */
export type DecimalString = string;
/** An ISO 8601 instant in UTC: `"2026-01-31T23:59:59.000Z"`. */
export type IsoInstant = string;
/** An instant as a caller may give it. */
export type InstantInput = IsoInstant | Date;
/** The documentId of a member. */
export type MemberId = string;
/** Text that JSON can hold; kept with the row and part of its hash. */
export type Metadata = Readonly<Record<string, string | number | boolean | null>>;

/** Who had a posting made: kept as plain text, so that deleting the person changes no row (L36). */
export interface Actor {
  /** Kind and id: `admin:7`, `user:12`, `task:expiry`, `api-token:3`. */
  readonly id: string;
  readonly name?: string;
}

/** What every posting carries. */
export interface PostingContext {
  /** L8. Unique for ever within `source`: the same key and content posts once, other content is refused. */
  readonly idempotencyKey: string;
  /** Where the key is unique: the operation's source, such as `shop` or `import`. Default `api`. */
  readonly source?: string;
  readonly reason?: string;
  readonly rule?: string;
  readonly eventId?: string;
  readonly actor?: Actor;
  readonly metadata?: Metadata;
  /** L6. When the business event happened: now or in the past; a little ahead is taken as now (L42). Default: now. */
  readonly effectiveAt?: InstantInput;
}

interface OnAccount {
  readonly member: MemberId;
  /** The currency's code. */
  readonly currency: string;
}

export interface GrantInput extends PostingContext, OnAccount {
  /** More than zero. */
  readonly amount: DecimalString;
  /** When the lot expires; `null`: never. Default: the currency's own term after `effectiveAt`. */
  readonly expiresAt?: InstantInput | null;
}

export interface DeductInput extends PostingContext, OnAccount {
  /** More than zero: what is taken. */
  readonly amount: DecimalString;
}

export interface ReserveInput extends PostingContext, OnAccount {
  /** More than zero: what is held. */
  readonly amount: DecimalString;
  /** L20. Milliseconds after which the hold lapses. Default: never. */
  readonly timeoutMs?: number;
}

export interface CaptureInput extends PostingContext {
  /** The id of the hold, which is the id of its `reserve` row. */
  readonly holdId: string;
  /** Default: all that is held. */
  readonly amount?: DecimalString;
  /** L18. True leaves the rest held; by default the first capture releases it. */
  readonly keepOpen?: boolean;
}

export interface ReleaseInput extends PostingContext {
  readonly holdId: string;
  /** Default: all that is held. */
  readonly amount?: DecimalString;
}

export interface ReverseInput extends PostingContext {
  /** The row to back out: a grant, a deduct or an adjustment. */
  readonly entryId: string;
  /** L37. More than zero: how much of it. Default: all that is left of it. */
  readonly amount?: DecimalString;
}

export interface AdjustInput extends PostingContext, OnAccount {
  /** Signed: `"500"` or `"-200"`. */
  readonly amount: DecimalString;
  /** At least 8 characters (B18). */
  readonly reason: string;
  readonly actor: Actor;
  readonly expiresAt?: InstantInput | null;
}

/** One posting of `postMany`. */
export type PostingInput =
  | ({ readonly type: 'grant' } & GrantInput)
  | ({ readonly type: 'deduct' } & DeductInput)
  | ({ readonly type: 'reserve' } & ReserveInput)
  | ({ readonly type: 'capture' } & CaptureInput)
  | ({ readonly type: 'release' } & ReleaseInput)
  | ({ readonly type: 'reverse' } & ReverseInput)
  | ({ readonly type: 'adjust' } & AdjustInput);

/** One row of the ledger. Amounts are decimal strings in the currency's scale. */
export interface EntryDto {
  readonly id: string;
  readonly accountId: string;
  readonly member: MemberId;
  readonly currency: string;
  /** L5. 1, 2, 3 … within the account. */
  readonly sequence: number;
  readonly type: EntryType;
  /** What the row adds to the balance, signed; zero for `reserve` and `release`. */
  readonly amount: DecimalString;
  /** What the row adds to the held part, signed. */
  readonly held: DecimalString;
  /** What the row adds to the lifetime figures, signed. */
  readonly earned: DecimalString;
  readonly spent: DecimalString;
  readonly balanceAfter: DecimalString;
  readonly heldAfter: DecimalString;
  /** The lot that the row opened or, for `expire`, wrote off. */
  readonly lotId: string | null;
  /** What was put into the lot that the row opened. */
  readonly lotOpened: DecimalString;
  /** The expiry of the lot that the row opened; for a `reserve`, the hold's time-out. */
  readonly expiresAt: IsoInstant | null;
  readonly holdId: string | null;
  readonly reversesId: string | null;
  /** L24. The reversal whose shortfall this row pays off. */
  readonly settlesId: string | null;
  /** The row in whose posting this row was written along, such as the release of the rest after a capture. */
  readonly causeId: string | null;
  /** L24. What a reversal could not take back. */
  readonly shortfall: DecimalString;
  readonly source: string;
  readonly idempotencyKey: string;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly actor: { readonly id: string; readonly name: string | null } | null;
  readonly metadata: Metadata | null;
  readonly effectiveAt: IsoInstant;
  readonly postedAt: IsoInstant;
  readonly previousHash: string;
  readonly hash: string;
}

/** What a posting did: its own row first, then the rows written along with it. */
export interface PostingResult {
  readonly entry: EntryDto;
  readonly caused: readonly EntryDto[];
  /** L8. True when the key was used before and nothing was posted now. */
  readonly replayed: boolean;
}

/** The outcome of one posting of many. */
export type PostingOutcome =
  { readonly ok: true; readonly result: PostingResult } | { readonly ok: false; readonly error: ErrorDto };

export interface PostManyOptions {
  /** L30. One refusal undoes all. At most one chunk of postings. */
  readonly allOrNothing?: boolean;
}

export interface BalanceQuery extends OnAccount {
  /** L33. A past instant: the balance as the ledger stood then. Default: now. */
  readonly at?: InstantInput;
  /** By which time a past balance is told: when rows were posted (default), or when they took effect. */
  readonly basis?: 'posted' | 'effective';
}

export interface BalanceDto extends OnAccount {
  readonly balance: DecimalString;
  readonly held: DecimalString;
  /** L4, L14, L20: what can be spent, lots past expiry and holds past their time-out already taken into account. */
  readonly available: DecimalString;
  readonly lifetimeEarned: DecimalString;
  readonly lifetimeSpent: DecimalString;
  readonly sequence: number;
}

export interface HistoryQuery {
  readonly member: MemberId;
  /** The currency's code. Default: all of them. */
  readonly currency?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

export interface PageDto<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** One step of a trace: so much of a lot, moved by a row. */
export interface AllocationDto {
  readonly entryId: string;
  readonly type: EntryType;
  readonly lotId: string;
  readonly holdId: string | null;
  /** What the row adds to the lot's remaining amount and to its held part, signed. */
  readonly amount: DecimalString;
  readonly held: DecimalString;
  readonly postedAt: IsoInstant;
}

/** L12. Where the points of a posting came from and where they went. */
export interface TraceDto {
  readonly entry: EntryDto;
  /** The rows that opened the lots that this posting touched. */
  readonly origins: readonly EntryDto[];
  /** What this posting moved. */
  readonly allocations: readonly AllocationDto[];
  /** What later rows did with the same lots, in order. */
  readonly later: readonly AllocationDto[];
  readonly truncated: boolean;
}

export interface ExpireDueOptions {
  /** Accounts at most. */
  readonly limit?: number;
  /** Ends the work before the next account. */
  readonly signal?: AbortSignal;
  /** Told after every account what was done so far; a throw of it ends the work. */
  readonly onProgress?: (soFar: ExpireDueResult) => Promise<void>;
}

export interface ExpireDueResult {
  readonly accounts: number;
  readonly lotsExpired: number;
  readonly holdsReleased: number;
  readonly failed: number;
}

export const FINDING_KINDS = [
  'balance',
  'held',
  'lifetime-earned',
  'lifetime-spent',
  'sequence',
  'lot',
  'hold',
  'open-item',
  'due',
  'level',
  'tier',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** L32. One figure of a projection that the ledger does not bear out. */
export interface FindingDto {
  readonly kind: FindingKind;
  readonly accountId: string;
  readonly member: MemberId;
  readonly currency: string;
  /** The lot, hold or open item, where the finding is about one. */
  readonly subject: string | null;
  readonly expected: string;
  readonly actual: string;
}

export interface CheckReport {
  readonly accountsChecked: number;
  /** Accounts with at least one finding. */
  readonly accountsDrifted: number;
  readonly findings: readonly FindingDto[];
  readonly truncated: boolean;
}

export interface RebuildOptions {
  /** Ends the work before the next account. */
  readonly signal?: AbortSignal;
}

/**
 * Why a rebuild leaves an account alone, whose ledger rows are not sound:
 *
 * - `chain`: a row was edited, is missing between others, or is out of order.
 * - `cut-off`: the account knows of newer rows than there are.
 */
export const LEFT_ALONE_REASONS = ['chain', 'cut-off'] as const;
export type LeftAloneReason = (typeof LEFT_ALONE_REASONS)[number];

/** An account of which a rebuild made nothing. */
export interface LeftAloneDto {
  readonly accountId: string;
  readonly member: MemberId;
  readonly currency: string;
  readonly reason: LeftAloneReason;
}

export interface RebuildReport {
  readonly accountsChecked: number;
  readonly accountsRebuilt: number;
  readonly lotsRebuilt: number;
  readonly holdsRebuilt: number;
  readonly standingsRebuilt: number;
  /** Accounts that drifted, but whose rows are not sound: nothing was written of them. */
  readonly accountsLeftAlone: number;
  /** The first of them, at most `LIMITS.findings`. */
  readonly leftAlone: readonly LeftAloneDto[];
}

/** L5. What is wrong with a row of a chain. */
export type ChainFault = 'missing' | 'content' | 'link' | 'head';

export interface ChainFindingDto {
  readonly accountId: string;
  readonly member: MemberId;
  readonly currency: string;
  readonly sequence: number;
  readonly entryId: string | null;
  readonly fault: ChainFault;
}

export interface ChainReport {
  readonly accountsVerified: number;
  readonly entriesVerified: number;
  readonly findings: readonly ChainFindingDto[];
  readonly truncated: boolean;
}

/** Which accounts a check, a rebuild or a verification covers. Default: all. */
export interface Scope {
  readonly member?: MemberId;
  readonly currency?: string;
}

/**
 * The ledger: the only thing that writes balances. Every method refuses with a `RewardsError` whose code is one of
 * `ERRORS`; nothing is written when it refuses. Called inside `strapi.db.transaction`, a posting joins that transaction.
 */
export interface LedgerService {
  /** Adds an amount and opens a lot with it (L11, L16). */
  grant(input: GrantInput): Promise<PostingResult>;
  /** Takes an amount from the lots, oldest first (L12); INSUFFICIENT_FUNDS, RISING_ONLY. */
  deduct(input: DeductInput): Promise<PostingResult>;
  /** Holds an amount: the entry's id is the hold's id (L17, L20); INSUFFICIENT_FUNDS, RISING_ONLY. */
  reserve(input: ReserveInput): Promise<PostingResult>;
  /** Turns a held amount into a deduct (L18); HOLD_NOT_FOUND, ALREADY_CAPTURED, ALREADY_RELEASED, HOLD_EXPIRED, EXCEEDS_HOLD. */
  capture(input: CaptureInput): Promise<PostingResult>;
  /** Returns a held amount to its lots (L19, L21); errors as `capture`. */
  release(input: ReleaseInput): Promise<PostingResult>;
  /**
   * Backs out a row, or a part of it (L22 to L24, L37); ENTRY_NOT_FOUND, NOT_REVERSIBLE, ALREADY_REVERSED, EXCEEDS_ENTRY,
   * GRANT_ALREADY_SPENT.
   */
  reverse(input: ReverseInput): Promise<PostingResult>;
  /** A signed correction by a person (B18, B19, L25); INSUFFICIENT_FUNDS. */
  adjust(input: AdjustInput): Promise<PostingResult>;
  /** Writes off what has expired and returns holds that timed out (L15, L20, L21). Late, repeated or parallel: once. */
  expireDue(options?: ExpireDueOptions): Promise<ExpireDueResult>;
  /** What `expireDue` would do now, with nothing written and nobody kept waiting; LEDGER_BUSY. */
  previewExpireDue(): Promise<ExpireDuePreviewDto>;
  /** Posts many, in chunks of one transaction, each with its own outcome (L30). */
  postMany(inputs: readonly PostingInput[], options?: PostManyOptions): Promise<PostingOutcome[]>;
  /** What a posting would do, with nothing posted; errors as the posting itself. */
  preview(input: PostingInput): Promise<PostingPreviewDto>;
  /** An account's figures, now or as of a past instant (L4, L33). An account without postings is all zero. */
  balance(query: BalanceQuery): Promise<BalanceDto>;
  /** The figures of every account of a member, now, each as `balance` tells it. */
  balances(query: { readonly member: MemberId }): Promise<BalanceDto[]>;
  /** A member's rows, newest first, in one currency or over all of them. */
  history(query: HistoryQuery): Promise<PageDto<EntryDto>>;
  /** L12. Where a posting's points came from and went; ENTRY_NOT_FOUND. */
  trace(query: { readonly entryId: string }): Promise<TraceDto>;
  /** L32. Compares every projection with the ledger, writing nothing. */
  check(scope?: Scope): Promise<CheckReport>;
  /**
   * L31. Recomputes every projection from the ledger, writing only what differs. Never touches the ledger; leaves alone what
   * rows are damaged.
   */
  rebuild(scope?: Scope, options?: RebuildOptions): Promise<RebuildReport>;
  /** L5. Recomputes every hash: a missing, edited or reordered row is found, and which one. */
  verifyChain(scope?: Scope): Promise<ChainReport>;
}
