import type { EntryDto, HistoryQuery, PageDto } from '../contract';
import { type Db, pageOf, RewardsError } from '../kernel';
import { toEntryDto } from './dto';
import type { Engine } from './engine';
import { accountsOf, type MemberAccounts } from './member-accounts';
import { toHistoryQuery } from './posting/validate';
import { rulesOf } from './rulebook';
import { readAccount } from './store/account-store';
import { countEntries, entriesOf } from './store/history-store';

/**
 * A member's rows, newest first, in one currency or in all of them.
 *
 * @param query `page` from 1, `pageSize` from 1 to `LIMITS.pageSize` (default 25)
 * @throws UNKNOWN_CURRENCY; INVALID_INPUT naming `page` or `pageSize`
 */
export async function history(engine: Engine, query: HistoryQuery): Promise<PageDto<EntryDto>> {
  const { member, currency, page, pageSize } = toHistoryQuery(query);
  const db = engine.transactions.current() ?? engine.db;
  const { accounts, rulebook } =
    currency === undefined ? await accountsOf(engine, db, [member]) : await accountIn(engine, db, member, currency);
  if (accounts.length === 0) return { rows: [], page, pageSize, total: 0 };
  const ids = accounts.map(({ id }) => id);
  return pageOf({ page, pageSize }, await countEntries(db, ids), async (span) =>
    (await entriesOf(db, ids, span)).map((entry) => toEntryDto(entry, rulesOf(rulebook, entry.currency).scale)),
  );
}

async function accountIn(engine: Engine, db: Db, member: string, currency: string): Promise<MemberAccounts> {
  const rulebook = await engine.rulebook();
  if (!rulebook.currency(currency)) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  const account = await readAccount(db, { member, currency });
  return { accounts: account ? [account] : [], rulebook };
}
