import type { FindingKind } from '../../contract';
import {
  type AccountId,
  asText,
  chunksOf,
  type Db,
  type Dialect,
  readAccountId,
  type Readers,
  shareOut,
} from '../../kernel';
import { TABLES } from '../../ledger';
import { headPass } from './check-head';
import { holdsPasses, orphanedHoldsPass } from './check-holds';
import { arrearsPass, itemsPass, missingItemsPass, orphanedItemsPass } from './check-open-items';
import { type AccountScope, type Pass, within, type Within } from './check-pass';

/** A figure of a projection that the ledger does not bear out; `expected` and `actual` in minor units or as they stand. */
export interface Drift {
  readonly kind: FindingKind;
  readonly accountId: AccountId;
  readonly subject: string | null;
  /** Which figure it is, in the words of the code. */
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  /** Whether the two are amounts. */
  readonly isMoney: boolean;
}

const { entries, allocations, accounts, lots, holds, openItems } = TABLES;

/**
 * L4: an account's figures are the sums of its rows, its sequence has no gap (L5), and it has a lot for each row that
 * opened one. Whether it has as many open items as rows fell short is a hint.
 */
const figuresPass = ({ on }: Within): Pass => ({
  from: `(SELECT account_id, SUM(amount) AS balance, SUM(held) AS held, SUM(earned) AS earned, SUM(spent) AS spent,
      COUNT(*) AS how_many, MAX(sequence) AS last, SUM(CASE WHEN lot_opened > 0 THEN 1 ELSE 0 END) AS opened,
      SUM(CASE WHEN shortfall > 0 THEN 1 ELSE 0 END) AS fell_short
      FROM ${entries} WHERE ${on('account_id')} GROUP BY account_id) s
    LEFT JOIN ${accounts} a ON a.id = s.account_id
    LEFT JOIN (SELECT account_id, COUNT(*) AS lots FROM ${lots} WHERE ${on('account_id')} GROUP BY account_id) l
      ON l.account_id = s.account_id
    LEFT JOIN (SELECT account_id, COUNT(*) AS items FROM ${openItems} WHERE ${on('account_id')} GROUP BY account_id) o
      ON o.account_id = s.account_id`,
  accountId: 's.account_id',
  subject: null,
  comparisons: [
    { kind: 'balance', field: 'balance', expected: 's.balance', actual: 'a.balance', isMoney: true },
    { kind: 'held', field: 'held', expected: 's.held', actual: 'a.held', isMoney: true },
    {
      kind: 'lifetime-earned',
      field: 'lifetimeEarned',
      expected: 's.earned',
      actual: 'a.lifetime_earned',
      isMoney: true,
    },
    { kind: 'lifetime-spent', field: 'lifetimeSpent', expected: 's.spent', actual: 'a.lifetime_spent', isMoney: true },
    { kind: 'sequence', field: 'rows', expected: 's.last', actual: 's.how_many' },
    { kind: 'sequence', field: 'sequence', expected: 's.last', actual: 'a.sequence' },
    { kind: 'lot', field: 'lots', expected: 's.opened', actual: 'COALESCE(l.lots, 0)' },
    { kind: 'open-item', field: 'items', expected: 's.fell_short', actual: 'COALESCE(o.items, 0)', isHint: true },
  ],
});

/** An account without any row has nothing. */
const emptyPass = ({ on }: Within): Pass => ({
  from: `${accounts} a`,
  accountId: 'a.id',
  subject: null,
  where: `NOT EXISTS (SELECT 1 FROM ${entries} e WHERE e.account_id = a.id) AND ${on('a.id')}`,
  comparisons: [
    { kind: 'balance', field: 'balance', expected: '0', actual: 'a.balance', isMoney: true },
    { kind: 'held', field: 'held', expected: '0', actual: 'a.held', isMoney: true },
    { kind: 'lifetime-earned', field: 'lifetimeEarned', expected: '0', actual: 'a.lifetime_earned', isMoney: true },
    { kind: 'lifetime-spent', field: 'lifetimeSpent', expected: '0', actual: 'a.lifetime_spent', isMoney: true },
    { kind: 'sequence', field: 'sequence', expected: '0', actual: 'a.sequence' },
  ],
});

/**
 * A lot is as the row said that opened it. Together with the number of lots (`figuresPass`) this leaves no lot out: each
 * has its row, so if one were missing, there would be too few.
 */
const lotsPass = ({ on }: Within): Pass => ({
  from: `${lots} l LEFT JOIN ${entries} e ON e.id = l.id AND e.lot_opened > 0`,
  accountId: 'l.account_id',
  subject: 'l.id',
  where: on('l.account_id'),
  comparisons: [
    { kind: 'lot', field: 'accountId', expected: 'COALESCE(e.account_id, 0)', actual: 'l.account_id' },
    { kind: 'lot', field: 'amount', expected: 'COALESCE(e.lot_opened, 0)', actual: 'l.amount', isMoney: true },
    { kind: 'lot', field: 'earnedAt', expected: 'COALESCE(e.effective_at, -1)', actual: 'l.earned_at' },
    { kind: 'lot', field: 'expiresAt', expected: 'COALESCE(e.expires_at, -1)', actual: 'COALESCE(l.expires_at, -1)' },
  ],
});

/**
 * What is left of a lot is what rows moved since. Apart from `lotsPass`, so that two readers share the longest work. Most lots
 * were never touched: they are compared without a sum, which PostgreSQL has as a slow decimal.
 */
const movedPass = ({ on, isAll }: Within): Pass => ({
  from: `${lots} l LEFT JOIN (SELECT lot_id, SUM(amount) AS amount, SUM(held) AS held FROM ${allocations}
      ${isAll ? '' : `WHERE lot_id IN (SELECT id FROM ${lots} WHERE ${on('account_id')})`} GROUP BY lot_id) m
      ON m.lot_id = l.id`,
  accountId: 'l.account_id',
  subject: 'l.id',
  where: on('l.account_id'),
  comparisons: [
    {
      kind: 'lot',
      field: 'remaining',
      expected: 'l.amount + COALESCE(m.amount, 0)',
      actual: 'l.remaining',
      isMoney: true,
      differs: `CASE WHEN m.lot_id IS NULL THEN l.remaining <> l.amount
        ELSE l.remaining <> l.amount + m.amount END`,
    },
    {
      kind: 'lot',
      field: 'held',
      expected: 'COALESCE(m.held, 0)',
      actual: 'l.held',
      isMoney: true,
      differs: 'CASE WHEN m.lot_id IS NULL THEN l.held <> 0 ELSE l.held <> m.held END',
    },
    { kind: 'lot', field: 'isOpen', expected: 'CASE WHEN l.remaining > 0 THEN 1 ELSE 0 END', actual: 'l.is_open' },
  ],
});

/** Which row has no lot: asked once something about lots was found. */
const missingLotsPass = ({ on }: Within): Pass => ({
  from: `${entries} e LEFT JOIN ${lots} l ON l.id = e.id`,
  accountId: 'e.account_id',
  subject: 'e.id',
  where: `e.lot_opened > 0 AND l.id IS NULL AND ${on('e.account_id')}`,
  comparisons: [{ kind: 'lot', field: 'amount', expected: 'e.lot_opened', actual: 'l.amount', isMoney: true }],
});

/** Nothing may fall due before the account says so, or it would be passed over. */
const duePass = ({ on }: Within): Pass => ({
  from: `${accounts} a JOIN (SELECT account_id, MIN(expires_at) AS first FROM (
      SELECT account_id, expires_at FROM ${lots} WHERE is_open = 1 AND remaining > held AND expires_at IS NOT NULL
      AND ${on('account_id')}
      UNION ALL SELECT account_id, expires_at FROM ${holds} WHERE status = 'open' AND expires_at IS NOT NULL
      AND ${on('account_id')}) d
    GROUP BY account_id) f ON f.account_id = a.id`,
  accountId: 'a.id',
  subject: null,
  where: `(a.next_due_at IS NULL OR a.next_due_at > f.first) AND ${on('a.id')}`,
  comparisons: [{ kind: 'due', field: 'nextDueAt', expected: 'f.first', actual: 'COALESCE(a.next_due_at, -1)' }],
});

/** What a pass tells; a hint is no drift by itself. */
interface Told extends Drift {
  readonly isHint: boolean;
}

/** Passes that come before what else is looked at. */
const UNDIVIDED = 3;

/** Something else that is looked at in the same snapshot. */
export type Look = (db: Db) => Promise<void>;

/**
 * Compares every projection with the ledger, a statement a projection, inside the snapshot of the readers.
 *
 * @param besides what the readers look at in between
 */
export async function findDrifts(
  readers: Readers,
  dialect: Dialect,
  scope: AccountScope,
  besides: readonly Look[] = [],
): Promise<Drift[]> {
  const [db] = readers;
  const mine = within(scope);
  // The longest first, and those before that PostgreSQL does not divide among workers: two readers are done at about the
  // same time.
  const passes = [
    lotsPass(mine),
    movedPass(mine),
    ...holdsPasses(mine, dialect),
    figuresPass(mine),
    duePass(mine),
    emptyPass(mine),
    itemsPass(mine),
    orphanedItemsPass(mine),
    arrearsPass(mine),
    headPass(mine, dialect),
  ];
  // In the order of the passes, whichever reader is done first: where two tell of one figure, the first one counts.
  const found: Told[][] = [];
  const looks = passes.map((pass, i): Look => async (reader) => {
    found[i] = await run(reader, dialect, pass, scope);
  });
  await shareOut(readers, [...looks.slice(0, UNDIVIDED), ...besides, ...looks.slice(UNDIVIDED)]);
  const told = found.flat();
  const drifts: Drift[] = told.filter(({ isHint }) => !isHint);
  const ask = async (pass: Pass): Promise<void> => void drifts.push(...(await run(db, dialect, pass, scope)));
  if (told.some(({ kind, isHint }) => kind === 'hold' && isHint)) await ask(orphanedHoldsPass(mine));
  if (told.some(({ kind }) => kind === 'open-item')) await ask(missingItemsPass(mine));
  if (!told.some(({ kind }) => kind === 'lot')) return drifts;
  await ask(missingLotsPass(mine));
  return exceptOrphaned(db, dialect, drifts);
}

/** Lots that are looked at again at a time. */
const PART = 500;
const MOVED: readonly string[] = ['remaining', 'held'];

/**
 * What a row moved that is gone is no part of the ledger any more, though its allocations are still there: they count for
 * nothing. Asked of the lots that differ only, because it costs a look at every allocation's row.
 */
async function exceptOrphaned(db: Db, dialect: Dialect, drifts: readonly Drift[]): Promise<Drift[]> {
  const inDoubt = drifts.filter(({ kind, field }) => kind === 'lot' && MOVED.includes(field));
  const lotIds = [...new Set(inDoubt.flatMap(({ subject }) => subject ?? []))];
  const sums = new Map<string, Record<string, unknown>>();
  for (const part of chunksOf(PART, lotIds)) {
    const rows: unknown = await db(`${allocations} as m`)
      .join(`${entries} as e`, 'e.id', 'm.entry_id')
      .join(`${lots} as l`, 'l.id', 'm.lot_id')
      .whereIn('m.lot_id', [...part])
      .groupBy('m.lot_id', 'l.amount')
      .select('m.lot_id', db.raw(`${asText(dialect, 'l.amount + SUM(m.amount)')} AS remaining`))
      .select(db.raw(`${asText(dialect, 'SUM(m.held)')} AS held`));
    for (const row of rows as Record<string, unknown>[]) sums.set(row.lot_id as string, row);
  }
  return drifts.flatMap((drift) => {
    const expected = inDoubt.includes(drift) ? sums.get(drift.subject ?? '')?.[drift.field] : undefined;
    if (expected === undefined) return [drift];
    return expected === drift.actual ? [] : [{ ...drift, expected: expected as string }];
  });
}

async function run(db: Db, dialect: Dialect, pass: Pass, scope: AccountScope): Promise<Told[]> {
  const { comparisons } = pass;
  const differences = comparisons
    .map(({ expected, actual, differs }) => `${actual} IS NULL OR ${differs ?? `${actual} <> ${expected}`}`)
    .join(' OR ');
  const columns = comparisons.flatMap(({ expected, actual }, i) => [
    `${asText(dialect, expected)} AS expected_${i}`,
    `${asText(dialect, actual)} AS actual_${i}`,
  ]);
  const subject = pass.subject === null ? 'NULL' : pass.subject;
  const where = pass.where ? `(${pass.where}) AND ` : '';
  const rows = rowsOf(
    dialect,
    await db.raw(
      `SELECT ${pass.accountId} AS account_id, ${subject} AS subject, ${columns.join(', ')}
       FROM ${pass.from} WHERE ${where}(${differences})`,
      'accountIds' in scope ? {} : { ...scope },
    ),
  );
  return rows.flatMap((row) =>
    comparisons.flatMap(({ kind, field, isMoney = false, isHint = false }, i) => {
      const expected = row[`expected_${i}`] as string | null;
      const actual = row[`actual_${i}`] as string | null;
      if (expected === actual) return [];
      const accountId = readAccountId(row.account_id);
      const about = row.subject as string | null;
      const texts = { expected: expected ?? '', actual: actual ?? '' };
      return [{ kind, accountId, subject: about, field, ...texts, isMoney, isHint }];
    }),
  );
}

function rowsOf(dialect: Dialect, answer: unknown): Record<string, unknown>[] {
  if (dialect === 'sqlite') return answer as Record<string, unknown>[];
  if (dialect === 'mysql') return (answer as [Record<string, unknown>[]])[0];
  return (answer as { rows: Record<string, unknown>[] }).rows;
}
