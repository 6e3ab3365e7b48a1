import type { Knex } from 'knex';
import { type LotsExpiringEvent, TASK_LIMITS } from '../../contract';
import {
  type Clock,
  DAY,
  dialectOf,
  formatAmount,
  type IdSource,
  type Milliseconds,
  present,
  type TaskContext,
  toIso,
  transact,
} from '../../kernel';
import { readCurrencies } from '../currency';
import {
  type Account,
  confirmWarning,
  type ExpiringLot,
  forgetWarnings,
  type Mark,
  readAccounts,
  readUnwarned,
  readUnwarnedOf,
  withdrawAbandoned,
  withdrawWarning,
  writeWarnings,
} from './warning-store';

export interface WarningDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly newId: IdSource;
  /** How long before a lot's expiry. */
  readonly warnDays: number;
  /** Tells whoever wants to know. What it throws for is told again by the next run. */
  tell(event: LotsExpiringEvent): Promise<void>;
}

/** Lots that are looked at a time. */
const PAGE = 500;
/** Lots that one warning tells of; an account with more gets another one. */
const LOTS_OF_WARNING = 1_000;
/** After which a warning that is still untold is one whose process ended. */
const ABANDONED = 10 * 60 * 1000;

/**
 * Tells, account by account, of the lots that expire within the days to come. That a lot is told of is committed before it
 * is told, so that of two who warn at once only one tells, and confirmed afterwards: what a process that died, or a
 * listener that failed, left unconfirmed is told by the next run. So each lot is told of at least once, and twice only
 * where it cannot be known whether the first time arrived.
 *
 * @throws at its end, when a listener has failed
 */
export async function warnOfExpiry(deps: WarningDependencies, context: TaskContext) {
  const { db, clock } = deps;
  const now = clock.now();
  const until = now + deps.warnDays * DAY;
  const scales = new Map((await readCurrencies(db)).map(({ code, scale }) => [code, scale]));
  const counted = { accounts: 0, lots: 0, failed: 0, ...context.counts };
  let failure: string | undefined;
  let mark: Mark = { expiresAt: now, id: '' };
  await withdrawAbandoned(db, now - ABANDONED);
  for (;;) {
    const page = await readUnwarned(db, mark, until, PAGE);
    const accounts = await readAccounts(db, [...new Set(page.map(({ accountId }) => accountId))]);
    for (const account of accounts.values()) {
      if (context.signal.aborted) return counted;
      const writer = deps.newId(now);
      const lots = await claimLots(db, writer, account, now, until);
      if (lots.length === 0) continue;
      counted.accounts += 1;
      counted.lots += lots.length;
      const scale = present(scales.get(account.currency), `the currency ${account.currency}`);
      try {
        await deps.tell(toEvent(account, lots, scale));
        await confirmWarning(db, writer, now);
      } catch (error) {
        counted.failed += 1;
        failure ??= error instanceof Error ? error.message : 'nothing';
        await withdrawWarning(db, writer);
      }
      await context.progress(counted);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    mark = { expiresAt: last.expiresAt, id: last.id };
  }
  await forgetWarnings(db, now - TASK_LIMITS.warningsKept * DAY);
  if (failure !== undefined) {
    throw new Error(
      `${counted.failed} warnings met a listener that failed; they are told again. The first said: ${failure}`,
    );
  }
  return counted;
}

/** Writes down which lots of an account are told of now; another process that does so at the same time gets others. */
async function claimLots(
  db: Knex,
  writer: string,
  account: Account,
  now: Milliseconds,
  until: Milliseconds,
): Promise<ExpiringLot[]> {
  const dialect = dialectOf(db);
  return transact(db, dialect, async (trx) => {
    const lots = await readUnwarnedOf(trx, account.id, now, until, LOTS_OF_WARNING);
    if (lots.length === 0) return [];
    const own = await writeWarnings(trx, dialect, writer, lots, now);
    return lots.filter(({ id }) => own.has(id));
  });
}

function toEvent({ member, currency }: Account, lots: readonly ExpiringLot[], scale: number): LotsExpiringEvent {
  const sum = lots.reduce((total, { free }) => total + free, 0n);
  return {
    member,
    currency,
    amount: formatAmount(sum, scale),
    lots: lots.map(({ id, free, expiresAt }) => ({
      lotId: id,
      amount: formatAmount(free, scale),
      expiresAt: toIso(expiresAt),
    })),
  };
}
