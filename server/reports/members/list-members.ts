import type { DirectoryDto, DirectorySort, HeadlineSettings } from '../../contract';
import type { Db, PageRequest } from '../../kernel';
import type { Sorting } from '../../kernel/query';
import { readCurrencies, toCurrencyName } from '../../currencies';
import { type Headline, headlineOf } from './headline-rules';
import { byBadges, byBalance, byColumn, countListed, everybody, type Listed, searchDirectory } from './directory-store';
import { readDirectoryRows } from './row-store';
import { readWindow, type Segment } from '../../kernel/window';

export interface DirectoryDependencies {
  readonly db: Db;
  readonly headline: HeadlineSettings;
}

export interface DirectoryRequest extends PageRequest {
  readonly search?: string | undefined;
  readonly sort: Sorting<DirectorySort>;
}

/** B13. A page of the directory; one past the end is empty. Takes no lock. */
export async function listMembers(
  { db, headline: settings }: DirectoryDependencies,
  { page, pageSize, search, sort }: DirectoryRequest,
): Promise<DirectoryDto> {
  const headline = headlineOf(await readCurrencies(db), settings);
  const totalMembers = await countListed({ db, search: undefined });
  const { listed, total } =
    search === undefined ? { listed: { db, search }, total: totalMembers } : await searchDirectory(db, search);
  const isPastEnd = (page - 1) * pageSize >= total;
  const segments = isPastEnd ? [] : await segmentsOf(listed, sort, headline, total);
  const ids = await readWindow(segments, sort.order, { page, pageSize });
  const { points, reputation } = headline;
  return {
    rows: await readDirectoryRows(db, ids, headline),
    page,
    pageSize,
    total,
    totalMembers,
    headline: { points: points && toCurrencyName(points), reputation: reputation && toCurrencyName(reputation) },
  };
}

async function segmentsOf(
  listed: Listed,
  { column, order }: Sorting<DirectorySort>,
  headline: Headline,
  total: number,
): Promise<readonly Segment[]> {
  // Whoever has no name, or was never seen, comes last either way.
  if (column === 'member') return byColumn(listed, 'sort_name', total);
  if (column === 'lastSeen') return byColumn(listed, 'last_seen_at', total);
  const currency = column === 'badges' ? null : headline[column];
  if (column !== 'badges' && currency === null) return [everybody(listed, total)];
  // Whoever has nothing has less than all others.
  const [some, none] = currency ? await byBalance(listed, currency.code, total) : await byBadges(listed, total);
  return order === 'ASC' ? [none, some] : [some, none];
}
