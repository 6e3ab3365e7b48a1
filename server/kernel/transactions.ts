import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import type { Dialect } from './dialect';
import { invariant, RewardsError } from './errors';
import { type Attempt, inHosts, inHostsAsOne } from './host-transaction';
import { noteHosts } from './late-snapshot';
import { transact } from './transaction';

/** The way of every write of the plugin to the database: into the caller's transaction, or into one of its own. */
export interface Transactions {
  /** The transaction that the caller is in: one of a service's above it, or the host's. */
  current(): Knex.Transaction | undefined;
  /**
   * Runs work in that transaction, or in one of its own that is tried again after a conflict. All of the work is written or
   * none of it, also where the caller goes on after its failure. Whatever the work calls joins it.
   *
   * @throws LEDGER_BUSY when the database gave up on it; whatever else the work throws, as it is
   */
  run<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /**
   * As `run`, of work of which a single statement writes on PostgreSQL. There the caller cannot go on after its failure, and
   * nothing is spent on that.
   */
  runAsOne<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Runs work and takes back whatever it wrote. Within work that is taken back anyway, it is taken back with that. */
  rollBackAfter<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Stops following who is in which; to be called when nothing is under way and nothing will be. */
  close(): void;
}

/** Where in a transaction a piece of work is. What it does in one of a host's is done in its turn. */
interface Scope {
  readonly trx: Knex.Transaction;
  /** Whether all of it is taken back. */
  readonly isTrial: boolean;
  last: Promise<unknown>;
}

/** Thrown to roll back, with what was found out. */
class TriedOut extends Error {
  constructor(readonly result: unknown) {
    super('It was only tried.');
  }
}

/**
 * @param hosts the transaction of a host that the caller is in
 */
export function createTransactions(
  db: Knex,
  dialect: Dialect,
  hosts: () => Knex.Transaction | undefined,
): Transactions {
  const scopes = new AsyncLocalStorage<Scope>();
  const roots = new WeakMap<Knex.Transaction, Scope>();

  const hostsNow = (): Knex.Transaction | undefined => {
    const trx = hosts();
    if (trx) noteHosts(trx, dialect);
    return trx;
  };
  const scopeNow = (): Scope | undefined => {
    const scope = scopes.getStore();
    return scope && !scope.trx.isCompleted() ? scope : undefined;
  };
  const current = () => scopeNow()?.trx ?? hostsNow();
  const within = <T>(trx: Knex.Transaction, work: () => Promise<T>, isTrial = false): Promise<T> =>
    scopes.run({ trx, isTrial, last: Promise.resolve() }, work);

  function rootOf(trx: Knex.Transaction): Scope {
    const root = roots.get(trx) ?? { trx, isTrial: false, last: Promise.resolve() };
    roots.set(trx, root);
    return root;
  }

  function attemptIn<T>(trx: Knex.Transaction, work: Attempt<T>, isOne: boolean): Promise<T> {
    const attempt = () => within(trx, () => work(trx));
    const ending = { settled: () => settled(rootOf(trx)) };
    return isOne && dialect === 'postgres'
      ? inHostsAsOne(trx, attempt, ending)
      : inHosts(trx, dialect, attempt, ending);
  }

  function run<T>(work: (trx: Knex.Transaction) => Promise<T>, isOne = false): Promise<T> {
    const scope = scopeNow();
    if (scope) return inTurn(scope, () => within(scope.trx, () => work(scope.trx), scope.isTrial));
    const trx = hostsNow();
    if (trx) return inTurn(rootOf(trx), () => attemptIn(trx, work, isOne));
    return transact(db, dialect, (begun) => within(begun, () => work(begun)));
  }

  return {
    current,
    run: (work) => run(work),
    runAsOne: (work) => run(work, true),
    // Node hands every storage on with every promise, also long after its Strapi is gone.
    close: () => scopes.disable(),
    async rollBackAfter(work) {
      const tryOut = async (trx: Knex.Transaction): Promise<never> => {
        throw new TriedOut(await within(trx, () => work(trx), true));
      };
      const scope = scopeNow();
      if (scope?.isTrial) return run(work);
      try {
        // Within a service's own transaction nothing stands between what was written before and this.
        invariant(!scope, 'something would be tried out half-way through a posting');
        return await run(tryOut);
      } catch (error) {
        if (error instanceof TriedOut) return error.result as Awaited<ReturnType<typeof work>>;
        throw error;
      }
    },
  };
}

/** Resolves when nothing is under way in a transaction: a host that commits before would commit a half of a posting. */
async function settled(root: Scope): Promise<void> {
  let last;
  do {
    last = root.last;
    await last;
  } while (last !== root.last);
}

/**
 * Those who are in one transaction have one connection and one set of savepoints between them, so each waits for the one
 * before it.
 */
function inTurn<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  const turn = scope.last.then(work, work);
  scope.last = turn.then(
    () => undefined,
    () => undefined,
  );
  return turn;
}

/**
 * A service whose work goes by what is committed, over several connections: it cannot be a part of its caller's transaction, and
 * says so before it waits for a connection that the caller has.
 *
 * @param name how a person calls it
 */
export function outside<S extends object>({ current }: Transactions, name: string, service: S): S {
  const verbs = Object.entries(service).map(([verb, work]) => [
    verb,
    (...given: unknown[]): unknown => {
      const refusal = new RewardsError('NOT_IN_TRANSACTION', { operation: `${name}.${verb}` });
      return current() ? Promise.reject(refusal) : (work as (...given: unknown[]) => unknown)(...given);
    },
  ]);
  return Object.fromEntries(verbs) as S;
}
