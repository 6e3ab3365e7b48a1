/**
 * The engine's tables, as lean Strapi models: Strapi creates and migrates them, but they have no system columns, no
 * place in the Content Manager, no generated routes and no Document Service (L34). What the database itself must refuse
 * is in `guard-store.ts`.
 *
 * Ids are ULIDs made by the engine: a lot has the id of the row that opened it, a hold that of its `reserve` row, an open
 * item that of its reversal.
 */
import { type EntryType, type HoldStatus, LIMITS, type ReversalPolicy } from '../contract';
import type { AccountId, MinorUnits } from '../kernel';
import {
  code,
  currencyCode,
  hash,
  instant,
  integer,
  longText,
  memberId,
  money,
  nullable,
  primary,
  serial,
  shortHash,
  text,
  ulid,
  word,
} from '../kernel/fields';
import { defineTable, follows, index, unique } from '../kernel/table';

export const TABLES = {
  entries: 'rewards_ledger_entries',
  allocations: 'rewards_allocations',
  accounts: 'rewards_accounts',
  lots: 'rewards_lots',
  holds: 'rewards_holds',
  openItems: 'rewards_open_items',
} as const;

export const accountTable = defineTable({
  name: 'account',
  table: TABLES.accounts,
  fields: {
    id: serial<AccountId>(),
    member: memberId(),
    currency: currencyCode(),
    sequence: integer(),
    balance: money(),
    held: money(),
    lifetimeEarned: money(),
    lifetimeSpent: money(),
    /** L24. What the next grants still have to pay off. */
    arrears: money(),
    lastPostedAt: instant(),
    lastHash: hash(),
    /** A hint for the settlement: nothing of the account falls due before it. Null: nothing ever does. */
    nextDueAt: nullable(instant()),
    level: nullable(code()),
    tier: nullable(code()),
    lastReconciledAt: nullable(instant()),
    reconciliationStatus: word(),
  },
  indexes: [
    unique('accounts_member', 'member', 'currency'),
    index('accounts_currency', 'currency'),
    index('accounts_due', 'next_due_at'),
    index('accounts_reconciliation', 'reconciliation_status', 'last_reconciled_at'),
  ],
});

export const entryTable = defineTable({
  name: 'ledger-entry',
  table: TABLES.entries,
  fields: {
    id: primary(ulid()),
    accountId: integer<AccountId>(),
    member: memberId(),
    currency: currencyCode(),
    sequence: integer(),
    type: word<EntryType>(),
    amount: money(),
    held: money(),
    earned: money(),
    spent: money(),
    balanceAfter: money(),
    heldAfter: money(),
    lotId: nullable(ulid()),
    lotOpened: money(),
    expiresAt: nullable(instant()),
    holdId: nullable(ulid()),
    reversesId: nullable(ulid()),
    settlesId: nullable(ulid()),
    causeId: nullable(ulid()),
    shortfall: money(),
    policy: nullable(word<ReversalPolicy>()),
    source: text(LIMITS.source),
    idempotencyKey: text(LIMITS.idempotencyKey),
    keyHash: shortHash(),
    terms: nullable(longText()),
    reason: nullable(longText()),
    rule: nullable(text(LIMITS.rule)),
    eventId: nullable(text(LIMITS.eventId)),
    actorId: nullable(text(LIMITS.actorId)),
    actorName: nullable(text(LIMITS.actorName)),
    metadata: nullable(longText()),
    effectiveAt: instant(),
    postedAt: instant(),
    previousHash: hash(),
    hash: hash(),
  },
  indexes: [
    unique('entries_sequence', 'account_id', 'sequence'),
    unique('entries_key', 'key_hash'),
    index('entries_posted', 'posted_at', 'id'),
    // B7. What each currency and type has, by time and by amount: any list of them is merged from these.
    index('entries_kind', 'currency', 'type', 'posted_at', 'id'),
    index('entries_kind_amount', 'currency', 'type', 'amount', 'posted_at', 'id'),
  ],
});

export const allocationTable = defineTable({
  name: 'allocation',
  table: TABLES.allocations,
  isNumbered: true,
  fields: {
    entryId: ulid(),
    lotId: ulid(),
    holdId: nullable(ulid()),
    amount: money(),
    held: money(),
  },
  indexes: [
    index('allocations_entry', 'entry_id'),
    index('allocations_lot', 'lot_id'),
    index('allocations_hold', 'hold_id'),
  ],
});

export const lotTable = defineTable({
  name: 'lot',
  table: TABLES.lots,
  fields: {
    id: primary(ulid()),
    accountId: integer<AccountId>(),
    earnedAt: instant(),
    expiresAt: nullable(instant()),
    amount: money(),
    remaining: money(),
    /** The part of `remaining` that open holds have. */
    held: money(),
  },
  derived: {
    /** Lets an index leave out the lots of which nothing remains. */
    isOpen: follows(integer(), ({ remaining }: { readonly remaining: MinorUnits }) => (remaining > 0n ? 1 : 0)),
  },
  indexes: [
    index('lots_order', 'account_id', 'is_open', 'earned_at', 'id'),
    index('lots_expiry', 'is_open', 'expires_at', 'id'),
  ],
});

export const holdTable = defineTable({
  name: 'hold',
  table: TABLES.holds,
  fields: {
    id: primary(ulid()),
    accountId: integer<AccountId>(),
    amount: money(),
    captured: money(),
    released: money(),
    status: word<HoldStatus>(),
    expiresAt: nullable(instant()),
  },
  indexes: [index('holds_account', 'account_id', 'status'), index('holds_timeout', 'status', 'expires_at')],
});

export const openItemTable = defineTable({
  name: 'open-item',
  table: TABLES.openItems,
  fields: {
    id: primary(ulid()),
    accountId: integer<AccountId>(),
    policy: word<ReversalPolicy>(),
    amount: money(),
    remaining: money(),
  },
  indexes: [index('open_items_account', 'account_id', 'remaining')],
});

/** The models that the ledger room gives to Strapi. */
export const engineModels = [accountTable, entryTable, allocationTable, lotTable, holdTable, openItemTable].map(
  ({ model }) => model,
);

/** B7. The free search of the ledger's page. */
export const ledgerTextIndex = {
  name: 'rewards_entries_words',
  table: TABLES.entries,
  columns: ['reason', 'event_id'],
} as const;
