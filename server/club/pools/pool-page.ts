import type { PoolPageDto } from '../../contract';
import { countRows, type Db, pageOf, type PageRequest, RewardsError } from '../../kernel';
import { poolDtos, type PoolDependencies, toPoolRowDto } from './move-pool';
import { findPools, readPoolRows, rowsOf } from './pool-store';

/** A13. A pool with its newest rows. @throws POOL_NOT_FOUND */
export async function poolPage(
  deps: Pick<PoolDependencies, 'scaleOf'>,
  db: Db,
  { pool: code, ...page }: PageRequest & { readonly pool: string },
): Promise<PoolPageDto> {
  const pool = (await findPools(db, [code])).get(code);
  if (!pool) throw new RewardsError('POOL_NOT_FOUND', { pool: code });
  const [told] = await poolDtos(deps, db, [pool]);
  const scale = (await deps.scaleOf(pool.currency)) ?? 0;
  const total = await countRows(rowsOf(db, pool.id));
  const rows = await pageOf(page, total, async (span) =>
    (await readPoolRows(db, pool.id, span)).map((row) => toPoolRowDto(row, scale)),
  );
  return { pool: told as PoolPageDto['pool'], rows };
}
