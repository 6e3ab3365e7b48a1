/** Rows that an export reads at a time. */
export const ROWS_AT_A_TIME = 1_000;

/**
 * Every row of a list, read in pages that each begin after the last row of the one before: a list of any length is never
 * held as a whole, and no page is longer to find than the first.
 *
 * @param read at most `ROWS_AT_A_TIME` rows after one, or the first ones
 */
export async function* inPages<Row>(read: (last: Row | undefined) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let last: Row | undefined; ;) {
    const rows = await read(last);
    yield* rows;
    if (rows.length < ROWS_AT_A_TIME) return;
    last = rows[rows.length - 1];
  }
}
