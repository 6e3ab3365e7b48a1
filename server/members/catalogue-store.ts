import { type Db, readInteger } from '../kernel';
import { TABLES } from '../ledger';
import type { KnownCurrency } from './headline-rules';

/** Every currency with its name, in the order in which they were made. */
export async function readKnownCurrencies(db: Db): Promise<KnownCurrency[]> {
  const rows = (await db(TABLES.currencies)
    .select('code', 'name', 'scale', 'rising_only', 'drives_levels')
    .orderBy('id')) as Record<string, unknown>[];
  return rows.map((row) => ({
    code: row.code as string,
    name: row.name as string,
    scale: readInteger(row.scale),
    risingOnly: Boolean(row.rising_only),
    drivesLevels: Boolean(row.drives_levels),
  }));
}
