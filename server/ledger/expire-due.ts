import { type ExpireDueOptions, type ExpireDueResult, LIMITS } from '../contract';
import { invariant, transact } from '../kernel';
import type { Book } from './book';
import type { Engine } from './engine';
import { openBook } from './open-books';
import { settle } from './rules/settle';
import { findDueAccounts, lockAccounts, takeWriteLock } from './store/account-store';
import { writeBooks } from './write-books';

/** Accounts that are looked up at a time. */
const PAGE = 500;

/**
 * Settles every account on which something has fallen due: one transaction an account, so that a long run holds no lock
 * for long and goes on past an account that fails. Running it late, again or in parallel writes each row once (L15).
 * Asked to stop, it ends before the next account.
 */
export async function expireDue(
  engine: Engine,
  { limit = LIMITS.expireAccounts, signal, onProgress }: ExpireDueOptions = {},
): Promise<ExpireDueResult> {
  const now = engine.clock.now();
  const failed = new Set<number>();
  let accounts = 0;
  let lotsExpired = 0;
  let holdsReleased = 0;
  const result = () => ({ accounts, lotsExpired, holdsReleased, failed: failed.size });
  while (accounts < limit) {
    const page = await findDueAccounts(engine.db, now, PAGE + failed.size);
    const ids = page.filter((id) => !failed.has(id)).slice(0, limit - accounts);
    if (ids.length === 0) break;
    for (const id of ids) {
      if (signal?.aborted) return result();
      try {
        const book = await settleAccount(engine, id);
        const rows = book?.posted ?? [];
        // Settled, it is due later or never; were it not, the next look-up would find it for ever.
        invariant(
          !book || (book.account.nextDueAt ?? Infinity) > book.now,
          `account ${id} is due after it was settled`,
        );
        lotsExpired += rows.filter(({ entry }) => entry.type === 'expire').length;
        holdsReleased += rows.filter(({ entry }) => entry.type === 'release').length;
      } catch {
        // Whoever runs the task reports the count; the account stays due and the next run meets it again.
        failed.add(id);
      }
      accounts += 1;
      await onProgress?.(result());
    }
  }
  return result();
}

async function settleAccount(engine: Engine, id: number): Promise<Book | undefined> {
  const rulebook = await engine.rulebook();
  return transact(engine.db, engine.dialect, async (trx) => {
    if (engine.dialect === 'sqlite') await takeWriteLock(trx);
    const [account] = await lockAccounts(trx, engine.dialect, [id]);
    if (!account) return undefined;
    const book = await openBook(engine, rulebook, trx, account);
    settle(book);
    await writeBooks(engine, rulebook, trx, [book]);
    return book;
  });
}
