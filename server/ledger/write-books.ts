import type { Knex } from 'knex';
import { writeRows } from '../kernel';
import type { Book } from './book';
import type { Engine, StandingChange } from './engine';
import type { Rulebook } from './rulebook';
import type { Account } from './state';
import { appended } from './store/entry-store';
import { accountTable, holdTable, lotTable, openItemTable } from './store/tables';

/**
 * Stores what was decided: the rows and what they move, then the projections, then the standings that follow from them
 * (L26), all in the one transaction: one statement a table at most, whatever the number of postings.
 */
export async function writeBooks(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  books: readonly Book[],
): Promise<void> {
  const written = books.filter((book) => book.isChanged);
  if (written.length === 0) return;
  const posted = written.flatMap((book) => book.posted);
  const born = new Set(posted.map(({ entry }) => entry.id));
  const lots = changed(written, born, (book) => [book.lots, book.changedLots]);
  const holds = changed(written, born, (book) => [book.holds, book.changedHolds]);
  const items = changed(written, born, (book) => [book.openItems, book.changedItems]);
  const standings: StandingChange[] = [];
  const accounts = written.map(({ account }) => withStanding(account, rulebook, standings));
  await writeRows(trx, engine.dialect, [
    ...appended(posted),
    lotTable.inserted(lots.fresh),
    lotTable.updated(lots.old),
    holdTable.inserted(holds.fresh),
    holdTable.updated(holds.old),
    openItemTable.inserted(items.fresh),
    openItemTable.updated(items.old),
    accountTable.updated(accounts),
  ]);
  if (standings.length > 0) await engine.onStandingChanged(trx, standings);
}

/** Whether what was decided moves the member to another level or tier. */
export function movesStanding({ account }: Book, rulebook: Rulebook): boolean {
  const after = rulebook.standing(account.currency, account);
  return account.level !== after.level || account.tier !== after.tier;
}

/** What a batch changed, what it made anew apart: a thing has the id of the row that made it. */
function changed<T>(
  books: readonly Book[],
  born: ReadonlySet<string>,
  of: (book: Book) => [ReadonlyMap<string, T>, ReadonlySet<string>],
): { fresh: T[]; old: T[] } {
  const fresh: T[] = [];
  const old: T[] = [];
  for (const book of books) {
    const [all, ids] = of(book);
    for (const id of ids) {
      const thing = all.get(id);
      // Missing, when the posting that made it was refused after all.
      if (thing) (born.has(id) ? fresh : old).push(thing);
    }
  }
  return { fresh, old };
}

function withStanding(account: Account, rulebook: Rulebook, changes: StandingChange[]): Account {
  const before = { level: account.level, tier: account.tier };
  const after = rulebook.standing(account.currency, account);
  if (before.level === after.level && before.tier === after.tier) return account;
  changes.push({ member: account.member, currency: account.currency, before, after });
  return { ...account, ...after };
}
