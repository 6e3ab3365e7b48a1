/** The tables of reconciliation, as lean Strapi models like those of the ledger. Instants are milliseconds. */
import { LIMITS } from '../contract';
import { integer, primaryId, required, requiredInteger, requiredText, text } from '../kernel/columns';

export const RECONCILIATION_TABLES = {
  runs: 'rewards_reconciliation_runs',
  discrepancies: 'rewards_discrepancies',
  sightings: 'rewards_discrepancy_sightings',
  events: 'rewards_discrepancy_events',
} as const;

const longText = { type: 'text', columnType: { type: 'text', args: ['longtext'] } } as const;

const run = {
  uid: 'plugin::rewards.reconciliation-run',
  singularName: 'reconciliation-run',
  tableName: RECONCILIATION_TABLES.runs,
  attributes: {
    /** That of the task's run by which it is performed. */
    id: primaryId(),
    type: requiredText(16),
    status: requiredText(16),
    member: text(40),
    verifiesChain: requiredInteger,
    /** An incremental run looks at members with rows posted since. */
    postedSince: integer,
    actorId: text(LIMITS.actorId),
    actorName: text(LIMITS.actorName),
    startedAt: requiredInteger,
    completedAt: integer,
    membersInScope: requiredInteger,
    membersProcessed: requiredInteger,
    membersWithDiscrepancies: requiredInteger,
    discrepanciesFound: requiredInteger,
    discrepanciesNew: requiredInteger,
    autoResolved: requiredInteger,
    errorCount: requiredInteger,
    errors: { ...longText, ...required },
    failure: longText,
    isCancelRequested: requiredInteger,
    /** The last member that was looked at: where another process goes on. */
    cursor: requiredText(40),
  },
  indexes: [{ name: 'rewards_reconciliation_runs_status', columns: ['status', 'type'] }],
};

const discrepancy = {
  uid: 'plugin::rewards.discrepancy',
  singularName: 'discrepancy',
  tableName: RECONCILIATION_TABLES.discrepancies,
  attributes: {
    id: primaryId(),
    /**
     * What it is about, while runs may see it again; null when it is over. By its uniqueness what persists is one
     * discrepancy, however many runs see it.
     */
    standing: text(200),
    kind: requiredText(32),
    field: requiredText(32),
    severity: requiredText(16),
    severityRank: requiredInteger,
    status: requiredText(16),
    member: requiredText(40),
    currency: requiredText(32),
    scale: requiredInteger,
    accountId: requiredInteger,
    subject: text(64),
    expected: requiredText(100),
    actual: requiredText(100),
    difference: integer,
    /** The difference without its sign, by which lists sort. */
    size: integer,
    firstRunId: requiredText(26),
    lastRunId: requiredText(26),
    firstSeenAt: requiredInteger,
    lastSeenAt: requiredInteger,
    timesSeen: requiredInteger,
    assigneeId: text(LIMITS.actorId),
    assigneeName: text(LIMITS.actorName),
    resolution: text(16),
    resolvedAt: integer,
    resolvedById: text(LIMITS.actorId),
    resolvedByName: text(LIMITS.actorName),
    notes: longText,
    entryId: text(26),
    evidence: longText,
  },
  indexes: [
    { name: 'rewards_discrepancies_standing', columns: ['standing'], type: 'unique' as const },
    { name: 'rewards_discrepancies_account', columns: ['account_id', 'status'] },
    { name: 'rewards_discrepancies_member', columns: ['member', 'status'] },
    { name: 'rewards_discrepancies_gravest', columns: ['status', 'severity_rank', 'id'] },
  ],
};

/** Which run saw which discrepancy, with the figures that it saw. */
const sighting = {
  uid: 'plugin::rewards.discrepancy-sighting',
  singularName: 'discrepancy-sighting',
  tableName: RECONCILIATION_TABLES.sightings,
  attributes: {
    id: { type: 'increments' },
    runId: requiredText(26),
    discrepancyId: requiredText(26),
    severity: requiredText(16),
    expected: requiredText(100),
    actual: requiredText(100),
    difference: integer,
  },
  indexes: [
    { name: 'rewards_sightings_run', columns: ['run_id', 'discrepancy_id'], type: 'unique' as const },
    { name: 'rewards_sightings_discrepancy', columns: ['discrepancy_id'] },
  ],
};

const event = {
  uid: 'plugin::rewards.discrepancy-event',
  singularName: 'discrepancy-event',
  tableName: RECONCILIATION_TABLES.events,
  attributes: {
    id: primaryId(),
    discrepancyId: requiredText(26),
    kind: requiredText(16),
    at: requiredInteger,
    actorId: text(LIMITS.actorId),
    actorName: text(LIMITS.actorName),
    runId: text(26),
    entryId: text(26),
    notes: longText,
  },
  indexes: [{ name: 'rewards_discrepancy_events_of', columns: ['discrepancy_id', 'id'] }],
};

/** The models that the room gives to Strapi. */
export const reconciliationModels = [run, discrepancy, sighting, event];
