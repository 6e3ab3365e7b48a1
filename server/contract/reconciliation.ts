import type { ErrorDto } from './errors';
import type { Actor, DecimalString, IsoInstant, MemberId, PageDto } from './ledger';
import type { CurrencyNameDto, MemberNameDto, SortOf } from './ledger-list';
import type { PostingPreviewDto } from './preview';

/** D2. What a run looks at: every member, those touched since the last good run, or one member. */
export const RECONCILIATION_TYPES = ['full', 'incremental', 'user_specific'] as const;
export type ReconciliationType = (typeof RECONCILIATION_TYPES)[number];

/**
 * D2. `partial`: it came to its end, but some members could not be checked. `cancelled`: somebody ended it before. A run
 * whose process died stays `running` until another process has gone on with it.
 */
export const RECONCILIATION_STATUSES = ['running', 'completed', 'partial', 'failed', 'cancelled'] as const;
export type ReconciliationStatus = (typeof RECONCILIATION_STATUSES)[number];

/**
 * D3, D5. What can be untrue.
 *
 * The `_mismatch` kinds are about a projection that the ledger does not bear out: a rebuild puts it right. The other three
 * are about the ledger itself, which nothing rewrites: a row that is missing, an event that was posted twice, a row that is
 * not as it was written. They are settled by an adjustment, or ignored with a note.
 */
export const DISCREPANCY_KINDS = [
  'balance_mismatch',
  'held_mismatch',
  'lifetime_mismatch',
  'lot_mismatch',
  'hold_mismatch',
  'arrears_mismatch',
  'due_mismatch',
  'head_mismatch',
  'level_mismatch',
  'tier_mismatch',
  'missing_transaction',
  'duplicate_transaction',
  'chain_break',
] as const;
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number];

/** The kinds that are about the ledger's own rows. */
export const LEDGER_DISCREPANCY_KINDS = ['missing_transaction', 'duplicate_transaction', 'chain_break'] as const;
export const isOfLedger = (kind: DiscrepancyKind): boolean =>
  (LEDGER_DISCREPANCY_KINDS as readonly DiscrepancyKind[]).includes(kind);

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** D3. `detected` and `investigating` are open. */
export const DISCREPANCY_STATUSES = ['detected', 'investigating', 'resolved', 'ignored'] as const;
export type DiscrepancyStatus = (typeof DISCREPANCY_STATUSES)[number];
export const OPEN_STATUSES = ['detected', 'investigating'] as const satisfies readonly DiscrepancyStatus[];

/** How a discrepancy came to its end. `gone`: a later run no longer saw it. */
export const RESOLUTION_ACTIONS = ['rebuild', 'adjust', 'ignore', 'gone'] as const;
export type ResolutionAction = (typeof RESOLUTION_ACTIONS)[number];

/** What happened to a discrepancy, in the order of its life. `changed`: a run saw it with other figures. */
export const DISCREPANCY_EVENTS = [
  'detected',
  'changed',
  'reopened',
  'investigating',
  'rebuilt',
  'adjusted',
  'ignored',
  'gone',
] as const;
export type DiscrepancyEventKind = (typeof DISCREPANCY_EVENTS)[number];

export const RECONCILIATION_LIMITS = {
  /** Members that are checked together, from one snapshot; fewer when the chain, which takes its time, is verified too. */
  batch: { most: 10_000, ofChain: 1_000 },
  /** Discrepancies that a run stores; it counts the rest. */
  discrepancies: 10_000,
  /** Discrepancies of a run that get their evidence gathered. */
  evidence: 1_000,
  /** Rows of evidence that are kept with a discrepancy. */
  evidenceRows: 20,
  /** Errors that a run keeps in full. */
  errors: 100,
  /** Discrepancies that are resolved with one request. */
  bulk: 100,
  /** Runs that the trend shows. */
  trend: 30,
  /** Characters. */
  notes: 1_000,
} as const;

export const RECONCILIATION_PAGE_SIZE = 25;

/** One member, or a part of a run, that could not be checked. */
export interface ReconciliationErrorDto {
  readonly member: MemberId | null;
  readonly message: string;
}

export interface ReconciliationRunDto {
  readonly id: string;
  readonly type: ReconciliationType;
  readonly status: ReconciliationStatus;
  /** The member of a `user_specific` run. */
  readonly member: MemberNameDto | null;
  /** Null: started by the schedule. */
  readonly startedBy: Actor | null;
  readonly startedAt: IsoInstant;
  readonly completedAt: IsoInstant | null;
  /** From its start to its end, in milliseconds; null until then. */
  readonly durationMs: number | null;
  /** Whether every hash was recomputed as well. */
  readonly verifiesChain: boolean;
  /** How many members it has to look at, and how many it has looked at. */
  readonly membersInScope: number;
  readonly membersProcessed: number;
  readonly membersWithDiscrepancies: number;
  /** All that it saw, ignored ones left out. */
  readonly discrepanciesFound: number;
  /** How many of them no run had seen before. */
  readonly discrepanciesNew: number;
  /** How many a rebuild put right at once, where that is configured. */
  readonly autoResolved: number;
  readonly errorCount: number;
  readonly errors: readonly ReconciliationErrorDto[];
  /** Why it failed. */
  readonly failure: string | null;
  readonly isCancelRequested: boolean;
}

export type ReconciliationRunListDto = PageDto<ReconciliationRunDto>;

export const REPAIRS = ['rebuild', 'adjust', 'ignore'] as const;
export type Repair = (typeof REPAIRS)[number];

/** The repair that is likely right; nothing is done by itself but what `autoResolve` allows. */
export interface SuggestedRepairDto {
  readonly action: Repair;
  /** Signed, for `adjust`. */
  readonly amount: DecimalString | null;
}

export interface DiscrepancyRowDto {
  readonly id: string;
  readonly kind: DiscrepancyKind;
  /** Which figure: `balance`, `lifetimeEarned`, `remaining` … */
  readonly field: string;
  readonly severity: Severity;
  readonly status: DiscrepancyStatus;
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
  readonly accountId: string;
  /** The lot, hold, open item, row or event that it is about; null: the account itself. */
  readonly subject: string | null;
  /** Decimal strings for amounts, otherwise as it stands. An empty text: nothing. */
  readonly expected: string;
  readonly actual: string;
  /** Actual less expected; null where the two are no amounts. */
  readonly difference: DecimalString | null;
  readonly firstSeenAt: IsoInstant;
  readonly lastSeenAt: IsoInstant;
  /** Runs that saw it. */
  readonly timesSeen: number;
  readonly assignee: Actor | null;
  readonly resolution: ResolutionAction | null;
  readonly resolvedAt: IsoInstant | null;
  readonly resolvedBy: Actor | null;
}

export type DiscrepancyListDto = PageDto<DiscrepancyRowDto>;

export interface DiscrepancyEventDto {
  readonly kind: DiscrepancyEventKind;
  readonly at: IsoInstant;
  /** Null: a run. */
  readonly actor: Actor | null;
  readonly runId: string | null;
  /** The ledger row of an adjustment. */
  readonly entryId: string | null;
  readonly notes: string | null;
}

export const EVIDENCE_TITLES = ['account', 'sums', 'rows', 'lot', 'hold', 'allocations', 'gap', 'hash'] as const;
export type EvidenceTitle = (typeof EVIDENCE_TITLES)[number];

/** A piece of the proof: rows of one table as they stood when the discrepancy was seen, column by column. */
export interface EvidenceDto {
  readonly title: EvidenceTitle;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  /** Whether there were more. */
  readonly isCut: boolean;
}

export interface DiscrepancyDto extends DiscrepancyRowDto {
  readonly firstRunId: string;
  readonly lastRunId: string;
  readonly suggestion: SuggestedRepairDto;
  /** Null when the run had too many discrepancies to gather it. */
  readonly evidence: readonly EvidenceDto[] | null;
  readonly history: readonly DiscrepancyEventDto[];
  readonly notes: string | null;
  /** The adjustment that resolved it. */
  readonly entryId: string | null;
}

export const DISCREPANCY_SORTS = ['difference', 'severity', 'member', 'kind', 'seen'] as const;
export type DiscrepancySort = (typeof DISCREPANCY_SORTS)[number];

/** The statuses that a list is filtered by; `open` is both open ones. */
export const DISCREPANCY_FILTERS = ['open', ...DISCREPANCY_STATUSES, 'all'] as const;
export type DiscrepancyFilter = (typeof DISCREPANCY_FILTERS)[number];

export interface DiscrepancyListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  /** Default `severity:DESC`, the gravest first. `difference` sorts by its size, whatever its sign. */
  readonly sort?: SortOf<DiscrepancySort>;
  readonly severity?: Severity;
  /** Default `open`. */
  readonly status?: DiscrepancyFilter;
  readonly kind?: DiscrepancyKind;
  readonly member?: MemberId;
  /** Those that this run saw. */
  readonly run?: string;
}

export interface TrendPointDto {
  readonly runId: string;
  readonly startedAt: IsoInstant;
  readonly status: ReconciliationStatus;
  readonly discrepanciesFound: number;
  readonly membersWithDiscrepancies: number;
}

/** D11. */
export interface ReconciliationOverviewDto {
  /** The run that has not come to its end. */
  readonly current: ReconciliationRunDto | null;
  /** The newest run that has. */
  readonly last: ReconciliationRunDto | null;
  /** Open discrepancies by severity. */
  readonly openBySeverity: Readonly<Record<Severity, number>>;
  readonly byStatus: Readonly<Record<DiscrepancyStatus, number>>;
  /** Members with an open discrepancy. */
  readonly membersAffected: number;
  /** Whether a run recomputes every hash when nobody says. */
  readonly verifiesChain: boolean;
  /** The last full runs, oldest first. */
  readonly trend: readonly TrendPointDto[];
}

export interface StartReconciliationInput {
  readonly type: ReconciliationType;
  /** For `user_specific`. */
  readonly member?: MemberId;
  /** Recompute every hash as well. Default: the setting `reconciliation.verifyChain`. */
  readonly verifyChain?: boolean;
}

export interface InvestigateInput {
  /** Who looks into it; default: who asks. */
  readonly assignee?: Actor;
  readonly notes?: string;
}

/** Makes what was ignored a discrepancy again that counts. */
export interface ReopenInput {
  readonly notes?: string;
}

/** `rebuild` recomputes the account's projections from the ledger; `ignore` keeps it out of the counts, and says why. */
export interface ResolveInput {
  readonly action: 'rebuild' | 'ignore';
  /** Required to ignore: at least 8 characters. */
  readonly notes?: string;
}

/** Resolves by a ledger row of type `adjustment`, linked both ways. Projections are rebuilt first. */
export interface AdjustDiscrepancyInput {
  /** Signed, in major units. */
  readonly amount: DecimalString;
  /** At least 8 characters. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface ResolveManyInput extends ResolveInput {
  /** At most `RECONCILIATION_LIMITS.bulk`. */
  readonly discrepancies: readonly string[];
}

export interface ResolveManyResult {
  readonly resolved: readonly string[];
  readonly refused: readonly ({ readonly id: string } & ErrorDto)[];
}

/** `strapi.plugin('rewards').service('reconciliation')`. Not to be called inside a transaction of the host. */
export interface ReconciliationService {
  overview(): Promise<ReconciliationOverviewDto>;
  /** Begins a run and answers at once; RECONCILIATION_RUNNING, MEMBER_NOT_FOUND, INVALID_INPUT. */
  start(input: StartReconciliationInput, options?: { readonly actor?: Actor }): Promise<ReconciliationRunDto>;
  /** As `start`, and answers when the run has come to its end. */
  run(input: StartReconciliationInput, options?: { readonly actor?: Actor }): Promise<ReconciliationRunDto>;
  /** Ends a run after the members it is at; RUN_NOT_FOUND, RUN_ENDED. */
  cancel(query: { readonly run: string }): Promise<ReconciliationRunDto>;
  /** Newest first. */
  listRuns(query?: { readonly page?: number; readonly pageSize?: number }): Promise<ReconciliationRunListDto>;
  /** RUN_NOT_FOUND. */
  getRun(query: { readonly run: string }): Promise<ReconciliationRunDto>;
  listDiscrepancies(query?: DiscrepancyListQuery): Promise<DiscrepancyListDto>;
  /** DISCREPANCY_NOT_FOUND. */
  getDiscrepancy(query: { readonly discrepancy: string }): Promise<DiscrepancyDto>;
  /** DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED. */
  investigate(discrepancy: string, input: InvestigateInput, actor: Actor): Promise<DiscrepancyDto>;
  /** DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED, DISCREPANCY_REMAINS, NOT_REBUILDABLE. */
  resolve(discrepancy: string, input: ResolveInput, actor: Actor): Promise<DiscrepancyDto>;
  /** DISCREPANCY_NOT_FOUND, DISCREPANCY_NOT_IGNORED. */
  reopen(discrepancy: string, input: ReopenInput, actor: Actor): Promise<DiscrepancyDto>;
  /** Errors as `resolve` and as the ledger's `adjust`. */
  adjust(discrepancy: string, input: AdjustDiscrepancyInput, actor: Actor): Promise<DiscrepancyDto>;
  /** What `adjust` would post, with nothing posted; errors as that. */
  previewAdjust(discrepancy: string, input: Pick<AdjustDiscrepancyInput, 'amount'>): Promise<PostingPreviewDto>;
  resolveMany(input: ResolveManyInput, actor: Actor): Promise<ResolveManyResult>;
}

/**
 * D10. The event on Strapi's event hub, and for webhooks, when a run found more than `alertAbove` discrepancies or failed.
 */
export const RECONCILIATION_ALERT_EVENT = 'rewards.reconciliation-alert';

export interface ReconciliationAlertEvent {
  readonly why: 'discrepancies' | 'failed';
  readonly run: ReconciliationRunDto;
}
