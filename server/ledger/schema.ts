/**
 * The engine's tables, as lean Strapi models: Strapi creates and migrates them, but they have no system columns, no
 * place in the Content Manager, no generated routes and no Document Service (L34). What the database itself must refuse
 * is in `guard-store.ts`.
 *
 * An instant is a count of milliseconds in a BIGINT, so that no time zone can touch it (L7). Money is a BIGINT of minor
 * units (L1). Ids are ULIDs made by the engine: a lot has the id of the row that opened it, a hold that of its
 * `reserve` row, an open item that of its reversal.
 */
import { integer, primaryId, requiredInteger, requiredText, text } from '../kernel/columns';
import { expiryWarning } from './expiry-warnings/schema';

export const TABLES = {
  entries: 'rewards_ledger_entries',
  allocations: 'rewards_allocations',
  accounts: 'rewards_accounts',
  lots: 'rewards_lots',
  holds: 'rewards_holds',
  openItems: 'rewards_open_items',
  currencies: 'rewards_currencies',
} as const;

const longText = { type: 'text' } as const;
const index = (name: string, ...columns: string[]) => ({ name: `rewards_${name}`, columns });
const unique = (name: string, ...columns: string[]) => ({ ...index(name, ...columns), type: 'unique' as const });

const account = {
  uid: 'plugin::rewards.account',
  singularName: 'account',
  tableName: TABLES.accounts,
  attributes: {
    id: { type: 'increments' },
    member: requiredText(40),
    currency: requiredText(32),
    sequence: requiredInteger,
    balance: requiredInteger,
    held: requiredInteger,
    lifetimeEarned: requiredInteger,
    lifetimeSpent: requiredInteger,
    arrears: requiredInteger,
    lastPostedAt: requiredInteger,
    lastHash: requiredText(64),
    nextDueAt: integer,
    level: text(64),
    tier: text(64),
    lastReconciledAt: integer,
    reconciliationStatus: requiredText(16),
  },
  indexes: [
    unique('accounts_member', 'member', 'currency'),
    index('accounts_currency', 'currency'),
    index('accounts_due', 'next_due_at'),
    index('accounts_reconciliation', 'reconciliation_status', 'last_reconciled_at'),
  ],
};

const entry = {
  uid: 'plugin::rewards.ledger-entry',
  singularName: 'ledger-entry',
  tableName: TABLES.entries,
  attributes: {
    id: primaryId(),
    accountId: requiredInteger,
    member: requiredText(40),
    currency: requiredText(32),
    sequence: requiredInteger,
    type: requiredText(16),
    amount: requiredInteger,
    held: requiredInteger,
    earned: requiredInteger,
    spent: requiredInteger,
    balanceAfter: requiredInteger,
    heldAfter: requiredInteger,
    lotId: text(26),
    lotOpened: requiredInteger,
    expiresAt: integer,
    holdId: text(26),
    reversesId: text(26),
    settlesId: text(26),
    causeId: text(26),
    shortfall: requiredInteger,
    policy: text(16),
    source: requiredText(64),
    idempotencyKey: requiredText(200),
    keyHash: requiredText(40),
    terms: longText,
    reason: longText,
    rule: text(120),
    eventId: text(200),
    actorId: text(120),
    actorName: text(200),
    metadata: longText,
    effectiveAt: requiredInteger,
    postedAt: requiredInteger,
    previousHash: requiredText(64),
    hash: requiredText(64),
  },
  indexes: [
    unique('entries_sequence', 'account_id', 'sequence'),
    unique('entries_key', 'key_hash'),
    index('entries_posted', 'posted_at', 'id'),
    // B7. What each currency and type has, by time and by amount: any list of them is merged from these.
    index('entries_kind', 'currency', 'type', 'posted_at', 'id'),
    index('entries_kind_amount', 'currency', 'type', 'amount', 'posted_at', 'id'),
  ],
};

const allocation = {
  uid: 'plugin::rewards.allocation',
  singularName: 'allocation',
  tableName: TABLES.allocations,
  attributes: {
    id: { type: 'increments' },
    entryId: requiredText(26),
    lotId: requiredText(26),
    holdId: text(26),
    amount: requiredInteger,
    held: requiredInteger,
  },
  indexes: [
    index('allocations_entry', 'entry_id'),
    index('allocations_lot', 'lot_id'),
    index('allocations_hold', 'hold_id'),
  ],
};

const lot = {
  uid: 'plugin::rewards.lot',
  singularName: 'lot',
  tableName: TABLES.lots,
  attributes: {
    id: primaryId(),
    accountId: requiredInteger,
    earnedAt: requiredInteger,
    expiresAt: integer,
    amount: requiredInteger,
    remaining: requiredInteger,
    held: requiredInteger,
    isOpen: requiredInteger,
  },
  indexes: [
    index('lots_order', 'account_id', 'is_open', 'earned_at', 'id'),
    index('lots_expiry', 'is_open', 'expires_at', 'id'),
  ],
};

const hold = {
  uid: 'plugin::rewards.hold',
  singularName: 'hold',
  tableName: TABLES.holds,
  attributes: {
    id: primaryId(),
    accountId: requiredInteger,
    amount: requiredInteger,
    captured: requiredInteger,
    released: requiredInteger,
    status: requiredText(16),
    expiresAt: integer,
  },
  indexes: [index('holds_account', 'account_id', 'status'), index('holds_timeout', 'status', 'expires_at')],
};

const openItem = {
  uid: 'plugin::rewards.open-item',
  singularName: 'open-item',
  tableName: TABLES.openItems,
  attributes: {
    id: primaryId(),
    accountId: requiredInteger,
    policy: requiredText(16),
    amount: requiredInteger,
    remaining: requiredInteger,
  },
  indexes: [index('open_items_account', 'account_id', 'remaining')],
};

/** The models that the ledger room gives to Strapi. */
export const engineModels = [account, entry, allocation, lot, hold, openItem, expiryWarning];

/** B7. The free search of the ledger's page. */
export const ledgerTextIndex = {
  name: 'rewards_entries_words',
  table: TABLES.entries,
  columns: ['reason', 'event_id'],
} as const;
