/**
 * The ledger: accounts, postings, lots and holds. Everything that changes a balance goes through here.
 *
 * A posting flows one way: `validate` checks it, the `batcher` lets it share a transaction with others, `resolve` finds its
 * account and locks it, `read` reads what the decision needs, `rules/` decide on an account draft in memory, `write` stores.
 * `docs/semantics.md` says what is decided in the corners.
 */

// For whoever puts the rooms together.
export { ledgerRoom } from './room';
export {
  createEngine,
  type Engine,
  type LedgerSurroundings,
  type PostedRow,
  type PostingListener,
  type StandingChange,
} from './engine';
export { createLedger, type Ledger } from './ledger';
export type { GuardedTables } from './store/guard';
export { guardTables, withMaintenance } from './store/guard-store';
export { liftAnchorsOnMysql } from './store/mysql-guard-store';

// For the rooms that post.
export type { CurrencyRules, Rulebook, Standing } from './rulebook';
export { keyHash } from './chain';
export { lockLifetimes, lookAtPresent } from './lifetimes';

// What the ledger says of others' things.
export { readLifetimeEarned } from './store/lifetime-store';
export {
  type Captures,
  readCaptures,
  readStandingCaptures,
  REFUNDED_OF_HOLD,
  type StandingCapture,
} from './store/capture-store';
export { findByKeys, findByKeysForSure, hasEntries } from './store/entry-store';
export { anyAccountOf, joinAccountOf, joinEntry, joinHold, lotsExpiring, rankOfMember } from './store/joins';
export { findReversals, isReversedInFull, readReversed } from './store/reversal-store';
export { type Reversed, reversedBy } from './rules/reversed';
export { recomputeAccountRanks, rungReached } from './store/standing-store';
export { hasAccounts } from './store/use-store';

// For the rooms that read the ledger's own tables: integrity and reports.
export { entryHash, genesisHash } from './chain';
export { toEntryDto } from './dto';
export { compareWithSnapshot } from './posting/resolve';
export { toScope } from './posting/validate';
export { Projection } from './rules/projection';
export { accountTable, holdTable, lotTable, openItemTable, TABLES } from './schema';
export { type Account, type Entry, type HoldHead, heldOf, type Posted } from './state';
export { accountsAfter, emptyAccount, lockAccounts, type Owner, readOwners } from './store/account-store';
export { findAllocations, findEntries } from './store/entry-store';
export { findOwners } from './store/history-store';
export { findHolds } from './store/hold-store';
export { findLots } from './store/lot-store';
export { BEFORE_ALL, findAccountsWithoutRow, postedAfter, postedBetween } from './store/posted-store';
