import type { Knex } from 'knex';
import { type LotsExpiringEvent, TASK_LIMITS } from '../contract';
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
} from '../kernel';
import { readCurrencies } from '../currencies';
import { type Owner, readOwners } from '../ledger';
import {
  confirmWarning,
  type ExpiringLot,
  forgetWarnings,
  type Mark,
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
  // Others warn at the same time, over the same indexes: the database may have to take one of them back.
  const write = (work: (trx: Knex.Transaction) => Promise<void>) => transact(db, dialectOf(db), work);
  await write((trx) => withdrawAbandoned(trx, now - ABANDONED));
  for (;;) {
    const page = await readUnwarned(db, mark, until, PAGE);
    const accounts = await readOwners(db, [...new Set(page.map(({ accountId }) => accountId))]);
    for (const account of accounts.values()) {
      if (context.signal.aborted) return counted;
      const writer = deps.newId(now);
      const lots = await claimLots(db, writer, account, now, until);
      if (lots.length === 0) continue;
      counted.accounts += 1;
      counted.lots += lots.length;
      const scale = present(scales.get(account.currency), `the currency ${account.currency}`);
      const problem = await problemOf(deps.tell(toEvent(account, lots, scale)));
      if (problem === undefined) await write((trx) => confirmWarning(trx, writer, now));
      else {
        counted.failed += 1;
        failure ??= problem;
        await write((trx) => withdrawWarning(trx, writer));
      }
      await context.progress(counted);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    mark = { expiresAt: last.expiresAt, id: last.id };
  }
  await write((trx) => forgetWarnings(trx, now - TASK_LIMITS.warningsKept * DAY));
  if (failure !== undefined) {
    throw new Error(
      `${counted.failed} warnings met a listener that failed; they are told again. The first said: ${failure}`,
    );
  }
  return counted;
}

/** What a listener says of its failure; undefined where all is well. */
const problemOf = (telling: Promise<void>): Promise<string | undefined> =>
  telling.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : 'nothing'),
  );

/** Writes down which lots of an account are told of now; another process that does so at the same time gets others. */
async function claimLots(
  db: Knex,
  writer: string,
  account: Owner,
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

function toEvent({ member, currency }: Owner, lots: readonly ExpiringLot[], scale: number): LotsExpiringEvent {
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
