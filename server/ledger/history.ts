import type { EntryDto, HistoryQuery, PageDto } from '../contract';
import { RewardsError } from '../kernel';
import { toEntryDto } from './dto';
import type { Engine } from './engine';
import { readAccount } from './store/account-store';
import { countEntries, entriesOf } from './store/history-store';
import { toHistoryQuery } from './validate';

/**
 * An account's rows, newest first.
 *
 * @param query `page` from 1, `pageSize` from 1 to `LIMITS.pageSize` (default 25)
 * @throws UNKNOWN_CURRENCY; INVALID_INPUT naming `page` or `pageSize`
 */
export async function history(engine: Engine, query: HistoryQuery): Promise<PageDto<EntryDto>> {
  const { member, currency, page, pageSize } = toHistoryQuery(query);
  const rules = (await engine.rulebook()).currency(currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  const db = engine.transactions.current() ?? engine.db;
  const account = await readAccount(db, { member, currency });
  if (!account) return { rows: [], page, pageSize, total: 0 };
  const entries = await entriesOf(db, account.id, pageSize, (page - 1) * pageSize);
  const total = await countEntries(db, account.id);
  return { rows: entries.map((entry) => toEntryDto(entry, rules.scale)), page, pageSize, total };
}
