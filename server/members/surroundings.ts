import type { Dialect, Outbox } from '../kernel';
import type { LedgerSurroundings } from '../ledger';
import { lockMembers } from './row-store';
import type { RulesSource } from './rules';
import { enlistMembers } from './search-store';
import { readStandings } from './standing-store';
import { applyStandings } from './standings';

/** What the ledger asks of rules and members, answered by this room. */
export const surroundingsOf = (rules: RulesSource, dialect: Dialect, outbox: Outbox): LedgerSurroundings => ({
  rulebook: rules.rulebook,
  rulebookIn: rules.readIn,
  lockRules: async (trx) => (await rules.lock(trx)).rulebook,
  lockMembers: (trx, ids, locking) => lockMembers(trx, dialect, ids, locking),
  standingsOf: readStandings,
  onAccountsOpened: enlistMembers,
  onStandingChanged: (trx, changes) => applyStandings(outbox, trx, changes),
});
