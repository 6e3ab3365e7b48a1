import type { ExpireDueResult, LedgerService } from '../contract';
import type { TaskContext, TaskWork } from '../kernel';
import { type WarningDependencies, warnOfExpiry } from './warn';

export interface ExpiryDependencies extends WarningDependencies {
  readonly ledger: Pick<LedgerService, 'expireDue'>;
}

/** What expires is written off, and members are told of it before. */
export const expiryTasks = (deps: ExpiryDependencies): Record<'expire-due' | 'warn-of-expiry', TaskWork> => ({
  'expire-due': (context) => expireDueTask(deps, context),
  'warn-of-expiry': (context) => warnOfExpiry(deps, context),
});

/** Settles what is due. An account that fails stays due, so that the next run meets it again; this one has failed. */
async function expireDueTask({ ledger }: ExpiryDependencies, context: TaskContext) {
  const { accounts = 0, lotsExpired = 0, holdsReleased = 0 } = context.counts;
  // What another process settled before it fell silent is not due any more, so that nothing is counted twice.
  const inAll = (now: ExpireDueResult) => ({
    accounts: accounts + now.accounts,
    lotsExpired: lotsExpired + now.lotsExpired,
    holdsReleased: holdsReleased + now.holdsReleased,
    failed: now.failed,
  });
  const result = await ledger.expireDue({
    signal: context.signal,
    onProgress: (now) => context.progress(inAll(now)),
  });
  const counts = inAll(result);
  await context.progress(counts);
  if (result.failed > 0) throw new Error(`${result.failed} accounts could not be settled; they stay due.`);
  return counts;
}
