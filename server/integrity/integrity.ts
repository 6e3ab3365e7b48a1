import type { ChainReport, CheckReport, LedgerService, RebuildReport, Scope } from '../contract';
import { SingleFlight } from '../kernel';
import type { Engine } from '../ledger';
import { createAudit, type LedgerAudit } from './audit';
import { check } from './check';
import { rebuild } from './rebuild';
import { verifyChain } from './verify-chain';

export interface Integrity extends Pick<LedgerService, 'check' | 'rebuild' | 'verifyChain'> {
  /** For reconciliation. */
  readonly audit: LedgerAudit;
}

export function createIntegrity(engine: Engine): Integrity {
  const checks = new SingleFlight<CheckReport>();
  const rebuilds = new SingleFlight<RebuildReport>();
  const verifications = new SingleFlight<ChainReport>();
  // What joins a transaction sees what no other caller does.
  const once = <T>(flight: SingleFlight<T>, scope: Scope | undefined, work: () => Promise<T>): Promise<T> =>
    engine.transactions.current() ? work() : flight.run(JSON.stringify([scope?.member, scope?.currency]), work);
  return {
    check: (scope) => once(checks, scope, () => check(engine, scope)),
    // One that can be stopped is its caller's alone.
    rebuild: (scope, options) =>
      options?.signal ? rebuild(engine, scope, options) : once(rebuilds, scope, () => rebuild(engine, scope)),
    verifyChain: (scope) => once(verifications, scope, () => verifyChain(engine, scope)),
    audit: createAudit(engine),
  };
}
