import { Readable } from 'node:stream';
import type { DirectoryRowDto } from '../../contract';
import { type Clock, type Db, ROWS_AT_A_TIME, toIso } from '../../kernel';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../../kernel/csv';
import type { FileAnswer } from '../../kernel/http';
import { readCurrencies } from '../../currencies';
import { type Headline, headlineOf } from '../members/headline-rules';
import { readDirectoryRows } from '../members/row-store';
import type { DirectoryDependencies } from '../members/list-members';
import { type ConsentingId, readListedAfter } from './export-store';
import { isFoundBy, type Shown, shownOf } from './consent-rules';

export interface DirectoryExportDependencies extends DirectoryDependencies {
  readonly clock: Clock;
}

const HEADER = ['Member', 'Name', 'Handle', 'Points', 'Reputation', 'Badges', 'Level', 'Tier', 'Last seen'];

/** B14. The directory as CSV, each member as far as they show themselves: see consent-rules.ts. */
export async function exportDirectory(
  { db, clock, headline: settings }: DirectoryExportDependencies,
  { search }: { readonly search?: string | undefined },
): Promise<FileAnswer> {
  const headline = headlineOf(await readCurrencies(db), settings);
  return {
    name: `members-${toIso(clock.now()).replace(/[:.]/g, '-')}.csv`,
    type: 'text/csv; charset=utf-8',
    content: Readable.from(linesOf(db, headline, search)),
  };
}

async function* linesOf(db: Db, headline: Headline, search: string | undefined): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(HEADER);
  for (let after = ''; ;) {
    const page = await readListedAfter(db, after, search);
    const rows = await readDirectoryRows(
      db,
      page.map(({ id }) => id),
      headline,
    );
    yield rows.flatMap((row) => lineOf(row, page, search)).join('');
    const last = page.at(-1);
    if (!last || page.length < ROWS_AT_A_TIME) return;
    after = last.id;
  }
}

function lineOf(row: DirectoryRowDto, page: readonly ConsentingId[], search: string | undefined): string[] {
  const shown = shownOf(row, page.find(({ id }) => id === row.id) ?? { publicProfile: false, alias: false });
  return isFoundBy(shown, search) ? [csvRecord(cellsOf(row, shown))] : [];
}

const figure = (value: string | null): CsvCell => (value === null ? null : new CsvNumber(value));

const cellsOf = (row: DirectoryRowDto, { id, name, handle, lastSeenAt }: Shown): CsvCell[] => [
  id,
  name,
  handle,
  figure(row.points),
  figure(row.reputation),
  figure(String(row.badges)),
  row.level,
  row.tier,
  lastSeenAt,
];
