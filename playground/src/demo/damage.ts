/** Damage as no code of the plugin does it: straight in the database. */
import type { Database } from './database';
import { CREDITS, POINTS, REPUTATION } from './programme';

type Account = Readonly<Record<'member' | 'currency', string>>;

interface Recipe {
  readonly currency: string;
  /** The kind of discrepancy that becomes of it. */
  readonly kind: string;
  /** How it is done; null: by postings, which no database refuses. Answers how many rows it changed. */
  readonly harm: ((database: Database, account: Account) => Promise<number>) | null;
}

const inAccount =
  (column: string, value: (database: Database) => unknown) =>
  async (database: Database, account: Account): Promise<number> =>
    database('rewards_accounts')
      .where(account)
      .update({ [column]: value(database) });

const add = (column: string, minorUnits: number) =>
  inAccount(column, (database) => database.raw(`${column} + ${minorUnits}`));

/** One place of a ranking, or the other one where it stands there already. */
const standAt = (column: string, place: string, other: string) =>
  inAccount(column, (database) => database.raw(`CASE WHEN ${column} = '${place}' THEN '${other}' ELSE '${place}' END`));

const idOf = (database: Database, account: Account) => database('rewards_accounts').select('id').where(account);

/** The newest lot of which something is left is worth one less. */
async function shrinkLot(database: Database, account: Account): Promise<number> {
  const newest = await database('rewards_lots')
    .whereIn('account_id', idOf(database, account))
    .where('remaining', '>', 1)
    .orderBy('id', 'desc')
    .limit(1)
    .select<{ id: string }[]>('id');
  return database('rewards_lots')
    .whereIn(
      'id',
      newest.map(({ id }) => id),
    )
    .update({ remaining: database.raw('remaining - 1') });
}

/** Edits a row of the ledger: behind the maintenance switch, because its triggers refuse it otherwise. */
async function editReason(database: Database, account: Account): Promise<number> {
  const [row] = await database('rewards_ledger_entries')
    .where(account)
    .orderBy('sequence', 'desc')
    .limit(1)
    .select<{ id: string; reason: string }[]>('id', 'reason');
  await database('rewards_maintenance').insert({ opened_at: Date.now() });
  const changed: number = await database('rewards_ledger_entries')
    .where({ id: row.id })
    .update({ reason: `${row.reason} (approved by phone)` });
  await database('rewards_maintenance').del();
  return changed;
}

export const DAMAGES = {
  'balance-low': { currency: CREDITS, kind: 'balance_mismatch', harm: add('balance', 5_00) },
  'balance-high': { currency: CREDITS, kind: 'balance_mismatch', harm: add('balance', 1_250_00) },
  held: { currency: CREDITS, kind: 'held_mismatch', harm: add('held', 7_50) },
  lifetime: { currency: POINTS, kind: 'lifetime_mismatch', harm: add('lifetime_earned', 500) },
  due: { currency: POINTS, kind: 'due_mismatch', harm: inAccount('next_due_at', () => null) },
  level: { currency: REPUTATION, kind: 'level_mismatch', harm: standAt('level', 'legend', 'newcomer') },
  tier: { currency: CREDITS, kind: 'tier_mismatch', harm: standAt('tier', 'gold', 'platinum') },
  lot: { currency: POINTS, kind: 'lot_mismatch', harm: shrinkLot },
  reason: { currency: POINTS, kind: 'chain_break', harm: editReason },
  twice: { currency: POINTS, kind: 'duplicate_transaction', harm: null },
} as const satisfies Record<string, Recipe>;

export type Damage = keyof typeof DAMAGES;
