/** The tables of reconciliation, as lean Strapi models like those of the ledger. Instants are milliseconds. */
import type {
  DiscrepancyEventKind,
  DiscrepancyKind,
  DiscrepancyStatus,
  EvidenceDto,
  ReconciliationErrorDto,
  ReconciliationStatus,
  ReconciliationType,
  ResolutionAction,
  Severity,
} from '../contract';
import type { AccountId, MinorUnits } from '../kernel';
import {
  actor,
  currencyCode,
  flag,
  instant,
  integer,
  longJson,
  memberId,
  money,
  nullable,
  primary,
  text,
  ulid,
  veryLongText,
  word,
} from '../kernel/fields';
import { defineTable, follows, index, unique } from '../kernel/table';
import { rankOf, sizeOf } from './rules';

/** What a figure is, or was found to be: an amount, a hash, an instant. */
const figure = () => text(100);

export const runTable = defineTable({
  name: 'reconciliation-run',
  table: 'rewards_reconciliation_runs',
  fields: {
    /** That of the task's run by which it is performed. */
    id: primary(ulid()),
    type: word<ReconciliationType>(),
    status: word<ReconciliationStatus>(),
    member: nullable(memberId()),
    verifiesChain: flag(),
    /** An incremental run looks at members with rows posted since. */
    postedSince: nullable(instant()),
    actor: actor(),
    startedAt: instant(),
    completedAt: nullable(instant()),
    membersInScope: integer(),
    membersProcessed: integer(),
    membersWithDiscrepancies: integer(),
    discrepanciesFound: integer(),
    discrepanciesNew: integer(),
    autoResolved: integer(),
    errorCount: integer(),
    errors: longJson<readonly ReconciliationErrorDto[]>(),
    failure: nullable(veryLongText()),
    isCancelRequested: flag(),
    /** The last member that was looked at: where another process goes on. */
    cursor: memberId(),
  },
  indexes: [index('reconciliation_runs_status', 'status', 'type')],
});

export const discrepancyTable = defineTable({
  name: 'discrepancy',
  table: 'rewards_discrepancies',
  fields: {
    id: primary(ulid()),
    /**
     * What it is about, while runs may see it again; null when it is over. By its uniqueness what persists is one
     * discrepancy, however many runs see it.
     */
    standing: nullable(text(200)),
    kind: text<DiscrepancyKind>(32),
    field: text(32),
    severity: word<Severity>(),
    status: word<DiscrepancyStatus>(),
    member: memberId(),
    currency: currencyCode(),
    scale: integer(),
    accountId: integer<AccountId>(),
    subject: nullable(text(64)),
    expected: figure(),
    actual: figure(),
    difference: nullable(money()),
    firstRunId: ulid(),
    lastRunId: ulid(),
    firstSeenAt: instant(),
    lastSeenAt: instant(),
    timesSeen: integer(),
    assignee: actor(),
    resolution: nullable(word<ResolutionAction>()),
    resolvedAt: nullable(instant()),
    resolvedBy: actor(),
    notes: nullable(veryLongText()),
    entryId: nullable(ulid()),
    evidence: nullable(longJson<readonly EvidenceDto[]>()),
  },
  derived: {
    severityRank: follows(integer(), ({ severity }: { readonly severity: Severity }) => rankOf(severity)),
    /** The difference without its sign, by which lists sort. */
    size: follows(nullable(money()), ({ difference }: { readonly difference: MinorUnits | null }) =>
      difference === null ? null : sizeOf(difference),
    ),
  },
  indexes: [
    unique('discrepancies_standing', 'standing'),
    index('discrepancies_account', 'account_id', 'status'),
    index('discrepancies_member', 'member', 'status'),
    index('discrepancies_gravest', 'status', 'severity_rank', 'id'),
  ],
});

/** Which run saw which discrepancy, with the figures that it saw. */
export const sightingTable = defineTable({
  name: 'discrepancy-sighting',
  table: 'rewards_discrepancy_sightings',
  isNumbered: true,
  fields: {
    runId: ulid(),
    discrepancyId: ulid(),
    severity: word<Severity>(),
    expected: figure(),
    actual: figure(),
    difference: nullable(money()),
  },
  indexes: [unique('sightings_run', 'run_id', 'discrepancy_id'), index('sightings_discrepancy', 'discrepancy_id')],
});

export const eventTable = defineTable({
  name: 'discrepancy-event',
  table: 'rewards_discrepancy_events',
  fields: {
    id: primary(ulid()),
    discrepancyId: ulid(),
    kind: word<DiscrepancyEventKind>(),
    at: instant(),
    actor: actor(),
    runId: nullable(ulid()),
    entryId: nullable(ulid()),
    notes: nullable(veryLongText()),
  },
  indexes: [index('discrepancy_events_of', 'discrepancy_id', 'id')],
});

/** The models that the room gives to Strapi. */
export const reconciliationModels = [runTable, discrepancyTable, sightingTable, eventTable].map(({ model }) => model);
