import type { PageDto } from '../contract';

/** A page of a list as it is asked for: its number, from 1, and its size. */
export interface PageRequest {
  readonly page: number;
  readonly pageSize: number;
}

/** Which rows of a list a page has. */
export interface Span {
  readonly skip: number;
  readonly limit: number;
}

/** A page of a list; one past the end is empty, and nothing is read for it. */
export async function pageOf<Row>(
  { page, pageSize }: PageRequest,
  total: number,
  read: (span: Span) => Promise<Row[]>,
): Promise<PageDto<Row>> {
  const skip = (page - 1) * pageSize;
  return { rows: skip < total ? await read({ skip, limit: pageSize }) : [], page, pageSize, total };
}

/** Rows that an export reads at a time. */
export const ROWS_AT_A_TIME = 1_000;

/**
 * Every row of a list, read in pages that each begin after the last row of the one before: a list of any length is never
 * held as a whole, and no page is longer to find than the first.
 *
 * @param read at most so many rows after one, or the first ones
 * @param size more than usual where rows are narrow and a page costs more than its rows
 */
export async function* inPages<Row>(
  read: (last: Row | undefined) => Promise<readonly Row[]>,
  size: number = ROWS_AT_A_TIME,
): AsyncGenerator<Row> {
  for (let last: Row | undefined; ;) {
    const rows = await read(last);
    yield* rows;
    if (rows.length < size) return;
    last = rows[rows.length - 1];
  }
}
