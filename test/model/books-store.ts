/** What the database holds of some members' accounts, read past the ledger's own code. Integers as text: no float. */
import type { Knex } from 'knex';

export type Cells = Readonly<Record<string, string | null>>;

const TABLES = {
  accounts: 'rewards_accounts',
  entries: 'rewards_ledger_entries',
  allocations: 'rewards_allocations',
  lots: 'rewards_lots',
  holds: 'rewards_holds',
  openItems: 'rewards_open_items',
} as const;

/** The projections; of an account's columns, `next_due_at` is a hint that may be early. */
export interface Projections {
  readonly accounts: readonly Cells[];
  readonly lots: readonly Cells[];
  readonly holds: readonly Cells[];
  readonly openItems: readonly Cells[];
}

type Column = string | number | bigint | null;

const text = (value: Column): string | null => (value === null ? null : value.toString());

const cells = (rows: readonly Record<string, Column>[]): Cells[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)])));

async function accountIds(knex: Knex, members: readonly string[]): Promise<number[]> {
  const rows = await knex(TABLES.accounts)
    .whereIn('member', [...members])
    .select<{ id: number }[]>('id');
  return rows.map(({ id }) => id);
}

/** Every row of every projection of these members, in a fixed order. */
export async function readProjections(knex: Knex, members: readonly string[]): Promise<Projections> {
  const ids = await accountIds(knex, members);
  const of = async (table: string) =>
    cells(await knex(table).whereIn('account_id', ids).orderBy('id').select<Record<string, Column>[]>('*'));
  const accounts = cells(await knex(TABLES.accounts).whereIn('id', ids).orderBy('id'));
  return {
    accounts: accounts.map(({ next_due_at: _, ...account }) => account),
    lots: await of(TABLES.lots),
    holds: await of(TABLES.holds),
    openItems: await of(TABLES.openItems),
  };
}

/** L33. What the rows that had taken effect at an instant add up to. */
export async function effectiveBalance(
  knex: Knex,
  { member, currency }: { readonly member: string; readonly currency: string },
  at: number,
): Promise<bigint> {
  const rows = await knex(`${TABLES.entries} as entry`)
    .join(`${TABLES.accounts} as account`, 'account.id', 'entry.account_id')
    .where({ 'account.member': member, 'account.currency': currency })
    .where('entry.effective_at', '<=', at)
    .select<{ amount: string | number }[]>('entry.amount');
  return rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

/** L4 in SQL. Each row is an equation that does not hold: none when all do. */
export async function brokenEquations(knex: Knex, members: readonly string[]): Promise<Cells[]> {
  const sum = (column: string, table: string, where: string) =>
    `(SELECT COALESCE(SUM(${column}), 0) FROM ${table} t WHERE t.account_id = a.id AND ${where})`;
  const entries = (column: string) => sum(column, TABLES.entries, '1 = 1');
  const held = `(SELECT COALESCE(SUM(t.held), 0) FROM ${TABLES.allocations} t
    JOIN ${TABLES.holds} h ON h.id = t.hold_id WHERE h.account_id = a.id AND h.status = 'open')`;
  const equations: [string, string, string][] = [
    ['balance = Σ amounts', 'a.balance', entries('amount')],
    ['balance = Σ remaining of open lots', 'a.balance', sum('remaining', TABLES.lots, 't.is_open = 1')],
    ['no closed lot has anything', '0', sum('remaining + t.held', TABLES.lots, 't.is_open = 0')],
    ['held = Σ amounts', 'a.held', entries('held')],
    ['held = Σ held of lots', 'a.held', sum('held', TABLES.lots, '1 = 1')],
    ['held = Σ open holds', 'a.held', sum('amount - t.captured - t.released', TABLES.holds, "t.status = 'open'")],
    ['held = Σ allocations of open holds', 'a.held', held],
    ['earned = Σ amounts', 'a.lifetime_earned', entries('earned')],
    ['spent = Σ amounts', 'a.lifetime_spent', entries('spent')],
    ['sequence = count', 'a.sequence', entries('1')],
    ['nothing is overdrawn', '0', sum('1', TABLES.entries, '(t.balance_after < 0 OR t.balance_after < t.held_after)')],
    ['no lot is overdrawn', '0', sum('1', TABLES.lots, '(t.held < 0 OR t.remaining < t.held)')],
  ];
  const queries = equations.map(
    ([claim, left, right]) =>
      `SELECT '${claim}' AS claim, a.member, a.currency FROM ${TABLES.accounts} a
       WHERE a.member IN (${members.map(() => '?').join(', ')}) AND ${left} <> ${right}`,
  );
  // As a table of its own, the union comes back through knex in one shape on every engine.
  const union = knex.raw(
    `(${queries.join(' UNION ALL ')}) AS broken`,
    equations.flatMap(() => [...members]),
  );
  return cells(await knex.from(union as never).select('*'));
}

/** Spoils the projections of these members and leaves the ledger and its allocations as they are. */
export async function damage(knex: Knex, members: readonly string[]): Promise<void> {
  const ids = await accountIds(knex, members);
  // Downwards: SQLite's driver cannot read what is beyond 2^53, where some of these figures almost are.
  const lower = (column: string, by: number) => knex.raw('?? - ?', [column, by]);
  await knex(TABLES.accounts)
    .whereIn('id', ids)
    .update({
      balance: lower('balance', 7),
      held: lower('held', 3),
      lifetime_earned: lower('lifetime_earned', 1),
      lifetime_spent: 0,
      arrears: lower('arrears', 5),
      level: 'damaged',
      tier: 'damaged',
    });
  const [firstLot, secondLot] = await knex(TABLES.lots)
    .whereIn('account_id', ids)
    .orderBy('id')
    .select<{ id: string }[]>('id');
  await knex(TABLES.lots)
    .whereIn('account_id', ids)
    .update({ remaining: lower('remaining', 2), held: 0, is_open: 1 });
  if (firstLot) await knex(TABLES.lots).where({ id: firstLot.id }).delete();
  if (secondLot) await knex(TABLES.lots).where({ id: secondLot.id }).update({ expires_at: 1, earned_at: 1, amount: 1 });
  await knex(TABLES.holds).whereIn('account_id', ids).update({ captured: 1, released: 0, status: 'open' });
  await knex(TABLES.openItems)
    .whereIn('account_id', ids)
    .update({ remaining: lower('remaining', 9) });
}
