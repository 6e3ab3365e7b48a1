/**
 * The tables of the rewards club. What came in, what was decided, what a pool moved and what became of a payout are rows that stay
 * (E6, E14); how events, payouts, pools and tallies stand follows from them and is kept beside them, for queues and lists.
 */
import {
  CLUB_LIMITS,
  type ClubEventStatus,
  type HeldReason,
  type MissionAct,
  type MissionDefinition,
  type MissionState,
  type PayoutReason,
  type PayoutStatus,
  type PoolMove,
} from '../contract';
import {
  actor,
  code,
  currencyCode,
  documentId,
  flag,
  hash,
  instant,
  integer,
  json,
  longJson,
  longText,
  memberId,
  money,
  nullable,
  primary,
  serial,
  text,
  ulid,
  veryLongText,
  word,
} from '../kernel/fields';
import { defineTable, index, unique } from '../kernel/table';
import type { GuardedTables } from '../ledger';
import type { DecisionOnRecord } from './decide/record';
import type { Claim, TallyKind } from './decide/tallies';

export const CLUB_TABLES = {
  missions: 'rewards_missions',
  missionVersions: 'rewards_mission_versions',
  missionActs: 'rewards_mission_acts',
  events: 'rewards_club_events',
  payloads: 'rewards_club_payloads',
  standings: 'rewards_club_standings',
  decisions: 'rewards_club_decisions',
  shards: 'rewards_club_shards',
  tallies: 'rewards_club_tallies',
  pools: 'rewards_pools',
  poolRows: 'rewards_pool_rows',
  payouts: 'rewards_payouts',
  payoutActs: 'rewards_payout_acts',
} as const;

/** E1. An event as it was reported, but for its payload, which may be dropped (E23). */
export const eventTable = defineTable({
  name: 'club-event',
  table: CLUB_TABLES.events,
  fields: {
    id: primary(ulid()),
    source: text(CLUB_LIMITS.source),
    externalId: text(CLUB_LIMITS.externalId),
    /** Over source and external id: recorded once, whatever the database takes for equal. */
    key: hash(),
    type: text(CLUB_LIMITS.type),
    /** Who it is about, as it was told: one of the three. */
    memberGiven: nullable(memberId()),
    memberExternalId: nullable(text(255)),
    siteUser: nullable(documentId()),
    occurredAt: instant(),
    receivedAt: instant(),
    actor: actor(),
  },
  indexes: [unique('club_events_key', 'key')],
});

export const payloadTable = defineTable({
  name: 'club-payload',
  table: CLUB_TABLES.payloads,
  fields: {
    id: primary(ulid()),
    /** JSON, digit by digit as it was given. */
    payload: veryLongText(),
  },
});

/** E7. How an event stands: one row an event, with its id. It is the queue as well. */
export const standingTable = defineTable({
  name: 'club-standing',
  table: CLUB_TABLES.standings,
  fields: {
    id: primary(ulid()),
    /** Null: nobody is known yet whom it is about. */
    member: nullable(memberId()),
    /** E5. By the member: events of one shard are decided one after the other. */
    shard: integer(),
    source: text(CLUB_LIMITS.source),
    type: text(CLUB_LIMITS.type),
    status: word<ClubEventStatus>(),
    reason: nullable(code<HeldReason>()),
    receivedAt: instant(),
    /** When it may be decided; null: it waits for nothing, or for somebody. */
    dueAt: nullable(instant()),
    tries: integer(),
    error: nullable(longText()),
    decidedAt: nullable(instant()),
  },
  indexes: [
    index('club_standings_due', 'shard', 'due_at', 'id'),
    index('club_standings_received', 'received_at', 'id'),
    index('club_standings_status', 'status', 'received_at', 'id'),
    index('club_standings_member', 'member', 'id'),
  ],
});

/** E6. What was decided on an event: one row an event, with its id. */
export const decisionTable = defineTable({
  name: 'club-decision',
  table: CLUB_TABLES.decisions,
  fields: { id: primary(ulid()), says: longJson<DecisionOnRecord>() },
});

/** E5. Whoever has its lock decides the events of a shard. */
export const shardTable = defineTable({
  name: 'club-shard',
  table: CLUB_TABLES.shards,
  fields: { id: serial(), number: integer() },
  indexes: [unique('club_shards_number', 'number')],
});

/** E12, E13. */
export const tallyTable = defineTable({
  name: 'club-tally',
  table: CLUB_TABLES.tallies,
  fields: {
    id: serial(),
    /** Over all that makes it this one (`textOfKey`). */
    key: hash(),
    mission: documentId(),
    kind: word<TallyKind>(),
    /** Null where it counts for several. */
    member: nullable(memberId()),
    of: longText(),
    period: text(16),
    /** Counts periods of a kind. */
    ordinal: integer(),
    count: integer(),
    /** Whole units as text: sums of paths know no bound. */
    units: text(120),
  },
  indexes: [unique('club_tallies_key', 'key'), index('club_tallies_member', 'member', 'mission')],
});

/** E9. */
export const missionVersionTable = defineTable({
  name: 'mission-version',
  table: CLUB_TABLES.missionVersions,
  fields: {
    id: serial(),
    mission: documentId(),
    number: integer(),
    name: text(CLUB_LIMITS.name),
    definition: longJson<MissionDefinition>(),
    actor: actor(),
    createdAt: instant(),
  },
  indexes: [unique('mission_versions_number', 'mission', 'number')],
});

/** E8, E9. Since when a mission has been in which state, and by which version it decides. */
export const missionActTable = defineTable({
  name: 'mission-act',
  table: CLUB_TABLES.missionActs,
  fields: {
    id: primary(ulid()),
    mission: documentId(),
    act: word<MissionAct | 'save'>(),
    state: word<MissionState>(),
    /** A row of the versions. */
    version: nullable(integer()),
    /** Since when it holds, which may lie before it was done. */
    from: instant(),
    actor: actor(),
    at: instant(),
  },
  indexes: [index('mission_acts_mission', 'mission', 'id')],
});

/** E14. A pool, and how it stands after its last row. */
export const poolTable = defineTable({
  name: 'pool',
  table: CLUB_TABLES.pools,
  fields: {
    id: primary(ulid()),
    code: text(CLUB_LIMITS.code),
    name: text(CLUB_LIMITS.name),
    currency: currencyCode(),
    available: money(),
    funded: money(),
    paid: money(),
    sequence: integer(),
    waiting: integer(),
    actor: actor(),
    createdAt: instant(),
  },
  indexes: [unique('pools_code', 'code')],
});

export const poolRowTable = defineTable({
  name: 'pool-row',
  table: CLUB_TABLES.poolRows,
  fields: {
    id: primary(ulid()),
    pool: ulid(),
    /** 1, 2, 3 … within the pool. */
    sequence: integer(),
    move: word<PoolMove>(),
    /** Signed. */
    amount: money(),
    availableAfter: money(),
    payout: nullable(ulid()),
    /** A person's idempotency key; null for what payouts move. */
    key: nullable(hash()),
    reason: nullable(longText()),
    actor: actor(),
    at: instant(),
  },
  indexes: [
    unique('pool_rows_sequence', 'pool', 'sequence'),
    unique('pool_rows_key', 'key'),
    index('pool_rows_payout', 'payout'),
  ],
});

/** E15. How a payout stands; what led there are its acts. */
export const payoutTable = defineTable({
  name: 'payout',
  table: CLUB_TABLES.payouts,
  fields: {
    id: primary(ulid()),
    event: ulid(),
    member: memberId(),
    mission: documentId(),
    /** A row of the versions. */
    version: integer(),
    /** Which of its rewards, from 0. */
    reward: integer(),
    /** E16. */
    externalId: text(200),
    /** Over the external id: paid once. */
    key: hash(),
    currency: nullable(currencyCode()),
    amount: nullable(money()),
    badge: nullable(code()),
    pool: nullable(ulid()),
    status: word<PayoutStatus>(),
    reason: nullable(code<PayoutReason>()),
    details: json<Readonly<Record<string, string>>>(),
    /** E13. What it takes from caps. */
    claims: longJson<readonly ClaimOnRecord[]>(),
    entry: nullable(ulid()),
    /** When the event was received, and when it happened. */
    receivedAt: instant(),
    occurredAt: instant(),
    createdAt: instant(),
    paidAt: nullable(instant()),
  },
  indexes: [
    unique('payouts_key', 'key'),
    index('payouts_event', 'event'),
    index('payouts_status', 'status', 'received_at', 'currency', 'amount'),
    index('payouts_pool', 'pool', 'status', 'id'),
    index('payouts_member', 'member', 'id'),
    index('payouts_mission', 'mission', 'status', 'id'),
  ],
});

/** A claim as it is kept: JSON knows no bigint. */
export type ClaimOnRecord = Omit<Claim, 'units'> & { readonly units: string };

/** E15. What was done with a payout. */
export const payoutActTable = defineTable({
  name: 'payout-act',
  table: CLUB_TABLES.payoutActs,
  fields: {
    id: primary(ulid()),
    payout: ulid(),
    status: word<PayoutStatus>(),
    reason: nullable(code<PayoutReason>()),
    details: json<Readonly<Record<string, string>>>(),
    entry: nullable(ulid()),
    /** Whether it was done by itself. */
    isOwn: flag(),
    actor: actor(),
    at: instant(),
  },
  indexes: [index('payout_acts_payout', 'payout', 'id')],
});

export const CLUB_LEAN_TABLES = [
  eventTable,
  payloadTable,
  standingTable,
  decisionTable,
  shardTable,
  tallyTable,
  missionVersionTable,
  missionActTable,
  poolTable,
  poolRowTable,
  payoutTable,
  payoutActTable,
];

/** E6, E14, E15. */
export const CLUB_GUARDS: GuardedTables = {
  anchor: 'rewards_no_truncate_club',
  guards: [
    ...[eventTable, decisionTable, missionVersionTable, missionActTable, poolRowTable, payoutActTable].map(
      ({ name }) => ({ table: name, events: ['UPDATE', 'DELETE'] as const }),
    ),
    ...[standingTable, payoutTable, poolTable].map(({ name }) => ({ table: name, events: ['DELETE'] as const })),
  ],
};
