/**
 * The ledger: accounts, postings, lots, holds and their proof. Everything that changes a balance goes through here.
 *
 * A posting flows one way: `validate` checks it, `lanes` let it share a transaction with others, `resolve` finds its
 * account and locks it, `read-needs` reads what the decision needs, `rules/` decide on a `book` in memory, `write-books`
 * stores. `docs/ledger.md` says what is decided in the corners.
 */
import type { CheckReport, LedgerService, PostingInput, RebuildReport, Scope } from '../contract';
import { createIdSource, dialectOf, SingleFlight, wholeInstants } from '../kernel';
import { AccountIds } from './account-ids';
import { createAudit, type LedgerAudit } from './audit';
import { balance } from './balance';
import type { Outcome } from './batch';
import { check } from './check';
import type { Request } from './command';
import type { Engine, LedgerDependencies } from './engine';
import { expireDue } from './expire-due';
import { history } from './history';
import { Lanes } from './lanes';
import { accountOf, postMany, postOne, runPatiently, runShared } from './post';
import { preview } from './preview';
import { rebuild } from './rebuild';
import { trace } from './trace';
import { verifyChain } from './verify-chain';

export type { AuditFinding, Examination, LedgerAudit, MemberScope } from './audit';
export type { LedgerDependencies, LockedMembers, StandingChange } from './engine';
export type { CurrencyRules, Rulebook, Standing } from './rulebook';
export { readListedCurrencies, statusOf } from './list';
export { engineModels, ledgerTextIndex, TABLES } from './schema';
export { keyHash } from './chain';
export { lockLifetimes, lookAtPresent } from './lifetimes';
export type { Locking } from './store/account-store';
export * from './currency';
export { installGuards, withMaintenance } from './store/guard-store';
export { liftAnchorOnMysql } from './store/mysql-guard-store';
export { leaveRoom } from './store/storage';
export { ledgerTasks, type LedgerTaskDependencies } from './tasks';

/** Transactions that shared postings run in at a time; SQLite has one writer. */
const LANES = { sqlite: 1, postgres: 2, mysql: 2 } as const;

export type Ledger = LedgerService & {
  /** For reconciliation. */
  readonly audit: LedgerAudit;
  /** Resolves when everything posted so far has its outcome. */
  stop(): Promise<void>;
};

/** Makes the ledger over a database that has its tables (`engineModels`) and guards (`installGuards`). */
export function createLedger(dependencies: LedgerDependencies): Ledger {
  const dialect = dialectOf(dependencies.db);
  const engine: Engine = {
    ...dependencies,
    clock: wholeInstants(dependencies.clock),
    dialect,
    newId: createIdSource(),
    accountIds: new AccountIds(),
  };
  const lanes = new Lanes<Request, Outcome>({
    lanes: LANES[dialect],
    keyOf: accountOf,
    run: (requests) => runShared(engine, requests),
    runPatiently: (requests) => runPatiently(engine, requests),
  });
  const post = (input: PostingInput) => postOne(engine, lanes, input);
  const checks = new SingleFlight<CheckReport>();
  const rebuilds = new SingleFlight<RebuildReport>();
  // What joins a transaction sees what no other caller does.
  const once = <T>(flight: SingleFlight<T>, scope: Scope | undefined, work: () => Promise<T>): Promise<T> =>
    engine.transactions.current() ? work() : flight.run(JSON.stringify([scope?.member, scope?.currency]), work);
  return {
    grant: (input) => post({ ...input, type: 'grant' }),
    deduct: (input) => post({ ...input, type: 'deduct' }),
    reserve: (input) => post({ ...input, type: 'reserve' }),
    capture: (input) => post({ ...input, type: 'capture' }),
    release: (input) => post({ ...input, type: 'release' }),
    reverse: (input) => post({ ...input, type: 'reverse' }),
    adjust: (input) => post({ ...input, type: 'adjust' }),
    expireDue: (options) => expireDue(engine, options),
    postMany: (inputs, options) => postMany(engine, inputs, options),
    preview: (input) => preview(engine, input),
    balance: (query) => balance(engine, query),
    history: (query) => history(engine, query),
    trace: (query) => trace(engine, query),
    check: (scope) => once(checks, scope, () => check(engine, scope)),
    // One that can be stopped is its caller's alone.
    rebuild: (scope, options) =>
      options?.signal ? rebuild(engine, scope, options) : once(rebuilds, scope, () => rebuild(engine, scope)),
    verifyChain: (scope) => verifyChain(engine, scope),
    audit: createAudit(engine),
    stop: () => lanes.drain(),
  };
}
