import type { EntryDto, HistoryQuery, PageDto } from '../contract';
import { LIMITS } from '../contract';
import { RewardsError } from '../kernel';
import { toEntryDto } from './dto';
import type { Engine } from './engine';
import { readAccount } from './store/account-store';
import { countEntries, entriesOf } from './store/history-store';

/**
 * An account's rows, newest first.
 *
 * @param query `page` from 1, `pageSize` from 1 to `LIMITS.pageSize` (default 25)
 * @throws UNKNOWN_CURRENCY; INVALID_INPUT naming `page` or `pageSize`
 */
export async function history(engine: Engine, query: HistoryQuery): Promise<PageDto<EntryDto>> {
  const rules = (await engine.rulebook()).currency(query.currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency: query.currency });
  const page = wholeNumber('page', query.page ?? 1, Number.MAX_SAFE_INTEGER);
  const pageSize = wholeNumber('pageSize', query.pageSize ?? 25, LIMITS.pageSize);
  const db = engine.currentTransaction() ?? engine.db;
  const account = await readAccount(db, query);
  if (!account) return { rows: [], page, pageSize, total: 0 };
  const entries = await entriesOf(db, account.id, pageSize, (page - 1) * pageSize);
  const total = await countEntries(db, account.id);
  return { rows: entries.map((entry) => toEntryDto(entry, rules.scale)), page, pageSize, total };
}

function wholeNumber(field: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new RewardsError('INVALID_INPUT', { field, problem: `must be a whole number from 1 to ${most}.` });
}
