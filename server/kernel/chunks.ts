/** What is too long for one statement, one transaction or one look. */

/** Ids that one statement may carry: half of what the smallest of the databases takes. */
export const IDS_PER_STATEMENT = 10_000;
/** Rows of one insert by knex, which turns several into a compound SELECT on SQLite; that ends at 500. */
export const ROWS_PER_INSERT = 200;

/** The things in parts of a size, the last one as long as what is left. */
export function chunksOf<T>(size: number, all: readonly T[]): (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < all.length; start += size) chunks.push(all.slice(start, start + size));
  return chunks;
}

/** Looks ids up in as many statements as it takes, and puts what was found together. */
export async function findInChunks<K, T>(
  keys: readonly K[],
  read: (chunk: readonly K[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (const chunk of chunksOf(IDS_PER_STATEMENT, keys)) found.push(...(await read(chunk)));
  return found;
}
