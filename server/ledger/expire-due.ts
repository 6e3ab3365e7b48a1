import { type ExpireDueOptions, type ExpireDueResult, LIMITS } from '../contract';
import { invariant, sentenceOf } from '../kernel';
import type { Book } from './book';
import type { Engine } from './engine';
import { openBook } from './open-books';
import { compareWithSnapshot } from './resolve';
import { settle } from './rules/settle';
import { findDueAccounts, lockAccounts } from './store/account-store';
import { writeBooks } from './write-books';

/** Accounts that are looked up at a time. */
const PAGE = 500;

/** Accounts of which a run says why they failed; the others are counted. */
const TOLD = 20;

/**
 * Settles every account on which something has fallen due: one transaction an account, so that a long run holds no lock
 * for long and goes on past an account that fails. In a transaction of the caller's all of it is in that one. Running it
 * late, again or in parallel writes each row once (L15). An account that somebody else has locked stays due. Asked to stop,
 * it ends before the next account.
 */
export async function expireDue(
  engine: Engine,
  { limit = LIMITS.expireAccounts, signal, onProgress }: ExpireDueOptions = {},
): Promise<ExpireDueResult> {
  const now = engine.clock.now();
  const failed = new Set<number>();
  const passedOver = new Set<number>();
  let accounts = 0;
  let lotsExpired = 0;
  let holdsReleased = 0;
  const result = () => ({ accounts, lotsExpired, holdsReleased, failed: failed.size });
  while (accounts < limit) {
    const db = engine.transactions.current() ?? engine.db;
    const page = await findDueAccounts(db, now, PAGE + failed.size + passedOver.size);
    const ids = page.filter((id) => !failed.has(id) && !passedOver.has(id)).slice(0, limit - accounts);
    if (ids.length === 0) break;
    for (const id of ids) {
      if (signal?.aborted) return result();
      try {
        const book = await settleAccount(engine, id);
        if (!book) passedOver.add(id);
        const rows = book?.posted ?? [];
        // Settled, it is due later or never; were it not, the next look-up would find it for ever.
        invariant(
          !book || (book.account.nextDueAt ?? Infinity) > book.now,
          `account ${id} is due after it was settled`,
        );
        lotsExpired += rows.filter(({ entry }) => entry.type === 'expire').length;
        holdsReleased += rows.filter(({ entry }) => entry.type === 'release').length;
      } catch (error) {
        // The account stays due, and the next run meets it again.
        failed.add(id);
        if (failed.size <= TOLD) engine.log.error(`Rewards: account ${id} could not be settled. ${sentenceOf(error)}`);
      }
      accounts += 1;
      await onProgress?.(result());
    }
  }
  return result();
}

/** Undefined: somebody else has the account locked, or it is gone. */
function settleAccount(engine: Engine, id: number): Promise<Book | undefined> {
  const isJoined = engine.transactions.current() !== undefined;
  return engine.transactions.run(async (trx) => {
    const rulebook = await engine.lockRules(trx);
    const [account] = await lockAccounts(trx, engine.dialect, [id], { skipLocked: !isJoined });
    if (!account) return undefined;
    await compareWithSnapshot(trx, [account]);
    const book = await openBook(engine, rulebook, trx, account);
    settle(book);
    await writeBooks(engine, rulebook, trx, [book]);
    return book;
  });
}
