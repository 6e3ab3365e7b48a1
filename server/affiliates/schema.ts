/**
 * The tables of affiliate events. What was recorded, what was tried and what was done with it are rows that stay (F1, F13); how an
 * event stands follows from them and is kept in a narrow table of its own, which is the queue and what the report looks through.
 */
import {
  type AffiliateAct,
  type AffiliateAttemptOutcome,
  AFFILIATE_LIMITS,
  type AffiliateEventStatus,
} from '../contract';
import type { GuardedTables } from '../ledger';
import {
  actor,
  code,
  documentId,
  flag,
  hash,
  instant,
  integer,
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
import { minor } from '../kernel';
import { defineTable, follows, index, unique } from '../kernel/table';
import { unitsOf } from './money/units';

export const AFFILIATE_TABLES = {
  systems: 'rewards_affiliate_systems',
  affiliates: 'rewards_affiliates',
  links: 'rewards_affiliate_links',
  linkVersions: 'rewards_affiliate_link_versions',
  events: 'rewards_affiliate_events',
  deliveries: 'rewards_affiliate_deliveries',
  attempts: 'rewards_affiliate_attempts',
  acts: 'rewards_affiliate_acts',
  states: 'rewards_affiliate_system_states',
  secrets: 'rewards_affiliate_secrets',
  referrals: 'rewards_affiliate_referrals',
} as const;

/** F4. What the database sums. */
const unitsOfAmount = ({ amount }: { readonly amount: string | null }) => {
  const units = amount === null ? null : unitsOf(amount);
  return units === null ? null : minor(units);
};

/** F4. Whether an amount is too large or too fine for the database to sum; null where there is none. */
const isInText = ({ amount }: { readonly amount: string | null }) =>
  amount === null ? null : unitsOf(amount) === null;

const identifier = () => nullable(text(AFFILIATE_LIMITS.identifier));

/** A link as it was when events were recorded with it. An edit of the link makes a new version, and none changes. */
export const linkVersionTable = defineTable({
  name: 'affiliate-link-version',
  table: AFFILIATE_TABLES.linkVersions,
  fields: {
    id: serial(),
    link: documentId(),
    externalId: text(AFFILIATE_LIMITS.externalId),
    affiliate: nullable(text(AFFILIATE_LIMITS.code)),
    pid: identifier(),
    stag: identifier(),
    /** JSON. */
    payload: longText(),
    /** Over all of the above: a version is stored once. */
    hash: hash(),
  },
  indexes: [
    unique('affiliate_link_versions_hash', 'hash'),
    index('affiliate_link_versions_link', 'link'),
    index('affiliate_link_versions_external', 'external_id'),
    index('affiliate_link_versions_pid', 'pid'),
    index('affiliate_link_versions_stag', 'stag'),
  ],
});

/** F1. An event as it was recorded. */
export const eventTable = defineTable({
  name: 'affiliate-event',
  table: AFFILIATE_TABLES.events,
  fields: {
    id: primary(ulid()),
    system: documentId(),
    externalId: text(AFFILIATE_LIMITS.externalId),
    /** Over system and external id: recorded once, whatever the database takes for equal. */
    key: hash(),
    kind: nullable(text(AFFILIATE_LIMITS.kind)),
    subject: identifier(),
    member: nullable(memberId()),
    userId: identifier(),
    transactionId: identifier(),
    accountId: identifier(),
    actionId: identifier(),
    clickId: identifier(),
    tid: identifier(),
    /** JSON, digit by digit as it was given. */
    payload: veryLongText(),
    /** Sent in place of what the system's template says. */
    requestBody: nullable(veryLongText()),
    causeEntry: nullable(ulid()),
    causePayout: nullable(ulid()),
    /** F14. */
    corrects: nullable(ulid()),
    actor: actor(),
    createdAt: instant(),
  },
  indexes: [
    unique('affiliate_events_key', 'key'),
    index('affiliate_events_cause_entry', 'cause_entry'),
    index('affiliate_events_cause_payout', 'cause_payout'),
    index('affiliate_events_corrects', 'corrects'),
    index('affiliate_events_member', 'member', 'id'),
  ],
});

/** How an event stands: follows from its attempts and acts. One row an event, with its id. */
export const deliveryTable = defineTable({
  name: 'affiliate-delivery',
  table: AFFILIATE_TABLES.deliveries,
  fields: {
    id: primary(ulid()),
    system: documentId(),
    type: text(AFFILIATE_LIMITS.type),
    status: word<AffiliateEventStatus>(),
    pid: identifier(),
    /** A row of the link versions. */
    linkVersion: nullable(integer()),
    /** F3. */
    currency: text(AFFILIATE_LIMITS.currency),
    amount: nullable(longText()),
    createdAt: instant(),
    /** F9. Whose turn it has to wait for; null once it waits for nothing any more. */
    lane: nullable(hash()),
    /** Not before that; while it is being sent, when it is given up. Null: waits behind another one of its lane, or for nothing. */
    dueAt: nullable(instant()),
    /** The try that is under way. */
    claim: nullable(ulid()),
    claimedAt: nullable(instant()),
    /** Who had it sent anew; null: the schedule. */
    askedBy: actor(),
    attempts: integer(),
    /** Tries since somebody last had it sent anew: by these it is scheduled (F7). */
    round: integer(),
    sentAt: nullable(instant()),
    error: nullable(longText()),
    url: nullable(longText()),
  },
  derived: {
    /** The amount in units of 10^-8 where it is one of them exactly; sums are of these, and of the rest in the code. */
    units: follows(nullable(money()), unitsOfAmount),
    /** Whether there is an amount without units: by this an index alone tells what has none and what is left to the code. */
    amountInText: follows(nullable(flag()), isInText),
  },
  indexes: [
    index('affiliate_deliveries_created', 'created_at', 'id'),
    // F4, F16, F17. All that counts and sums read stands in the index, and events of a status lie there in the order of the report.
    index(
      'affiliate_deliveries_sums',
      ...['status', 'created_at', 'id', 'type', 'system', 'currency', 'units', 'amount_in_text'],
    ),
    index('affiliate_deliveries_pid', 'pid', 'created_at'),
    index('affiliate_deliveries_link', 'link_version', 'created_at'),
    index('affiliate_deliveries_due', 'system', 'due_at', 'id'),
    index('affiliate_deliveries_lane', 'lane', 'id'),
  ],
});

/** F13. */
export const attemptTable = defineTable({
  name: 'affiliate-attempt',
  table: AFFILIATE_TABLES.attempts,
  fields: {
    id: primary(ulid()),
    event: ulid(),
    number: integer(),
    actor: actor(),
    startedAt: instant(),
    durationMs: integer(),
    method: word(),
    /** F11. Without secrets. */
    url: longText(),
    httpStatus: nullable(integer()),
    outcome: word<AffiliateAttemptOutcome>(),
    problem: nullable(code()),
    answer: nullable(veryLongText()),
    nextAttemptAt: nullable(instant()),
  },
  indexes: [unique('affiliate_attempts_event', 'event', 'number')],
});

/** What was done with an event besides sending it. */
export const actTable = defineTable({
  name: 'affiliate-act',
  table: AFFILIATE_TABLES.acts,
  fields: {
    id: primary(ulid()),
    event: ulid(),
    act: word<AffiliateAct>(),
    reason: nullable(longText()),
    actor: actor(),
    at: instant(),
  },
  indexes: [index('affiliate_acts_event', 'event', 'id')],
});

/** How a system stands: one row a system, whose lock lets one process at a time decide what is sent to it. */
export const systemStateTable = defineTable({
  name: 'affiliate-system-state',
  table: AFFILIATE_TABLES.states,
  fields: {
    id: serial(),
    system: documentId(),
    /** F7. Whether events are sent; whoever turned it off, and why. */
    isOn: flag(),
    offSince: nullable(instant()),
    offBy: actor(),
    offWhy: nullable(longText()),
    /** F7. Since when events have failed one after the other, and how many different ones. */
    failingSince: nullable(instant()),
    failingEvents: integer(),
    /** F6. Until when what was sent takes up the system's rate. */
    busyUntil: instant(),
  },
  indexes: [unique('affiliate_states_system', 'system')],
});

/** C13. How a member came to the site, by the first event of a system that says so: what its later events are credited to. */
export const referralTable = defineTable({
  name: 'affiliate-referral',
  table: AFFILIATE_TABLES.referrals,
  fields: {
    id: serial(),
    system: documentId(),
    member: memberId(),
    /** The event that told of it. */
    event: ulid(),
    linkVersion: nullable(integer()),
    pid: identifier(),
    subject: identifier(),
    userId: identifier(),
    accountId: identifier(),
    clickId: identifier(),
    tid: identifier(),
    createdAt: instant(),
  },
  indexes: [unique('affiliate_referrals_member', 'member', 'system')],
});

/** F11. Secrets, as nobody can read them without a key of the configuration. */
export const secretTable = defineTable({
  name: 'affiliate-secret',
  table: AFFILIATE_TABLES.secrets,
  fields: {
    id: primary(ulid()),
    system: documentId(),
    name: text(32),
    cipher: longText(),
    createdAt: instant(),
    endsAt: nullable(instant()),
  },
  indexes: [index('affiliate_secrets_system', 'system', 'name')],
});

/** What stays as it was written (F1, F13); how an event stands may change, but not go. */
export const AFFILIATE_GUARDS: GuardedTables = {
  anchor: 'rewards_no_truncate_affiliates',
  guards: [
    ...[linkVersionTable, eventTable, attemptTable, actTable].map(({ name }) => ({
      table: name,
      events: ['UPDATE', 'DELETE'] as const,
    })),
    { table: deliveryTable.name, events: ['DELETE'] },
  ],
};
