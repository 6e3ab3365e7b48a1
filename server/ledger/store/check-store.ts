import type { FindingKind, Scope } from '../../contract';
import { among, asText, inPartsOf, type Db, type Dialect, readInteger, type Readers, shareOut } from '../../kernel';
import { TABLES } from '../schema';

/** A figure of a projection that the ledger does not bear out; `expected` and `actual` in minor units or as they stand. */
export interface Drift {
  readonly kind: FindingKind;
  readonly accountId: number;
  readonly subject: string | null;
  /** Which figure it is, in the words of the code. */
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  /** Whether the two are amounts. */
  readonly isMoney: boolean;
}

interface Comparison {
  readonly kind: FindingKind;
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  readonly isMoney?: boolean;
}

/** One pass over a projection: where it reads from, and what it compares. */
interface Pass {
  readonly from: string;
  readonly accountId: string;
  readonly subject: string | null;
  readonly where?: string;
  readonly comparisons: readonly Comparison[];
}

const { entries, allocations, accounts, lots, holds, openItems } = TABLES;

/** Which accounts are compared: those of a member or a currency, or these. */
export type AccountScope = Scope | { readonly accountIds: readonly number[] };

/** The condition by which a pass keeps to its accounts, on the column that holds the account's id. */
interface Within {
  readonly isAll: boolean;
  on(column: string): string;
}

/** Named bindings and written-out ids, because a pass may say it several times. */
function within(scope: AccountScope): Within {
  if ('accountIds' in scope) {
    return { isAll: false, on: (column) => among(column, scope.accountIds) };
  }
  const conditions = (['member', 'currency'] as const).filter((name) => scope[name] !== undefined);
  if (conditions.length === 0) return { isAll: true, on: () => '1 = 1' };
  const where = conditions.map((name) => `${name} = :${name}`).join(' AND ');
  return { isAll: false, on: (column) => `${column} IN (SELECT id FROM ${accounts} WHERE ${where})` };
}

/**
 * L4: an account's figures are the sums of its rows, its sequence has no gap (L5), and it has a lot for each row that
 * opened one.
 */
const figuresPass = ({ on }: Within): Pass => ({
  from: `(SELECT account_id, SUM(amount) AS balance, SUM(held) AS held, SUM(earned) AS earned, SUM(spent) AS spent,
      COUNT(*) AS how_many, MAX(sequence) AS last, SUM(CASE WHEN lot_opened > 0 THEN 1 ELSE 0 END) AS opened
      FROM ${entries} WHERE ${on('account_id')} GROUP BY account_id) s
    LEFT JOIN ${accounts} a ON a.id = s.account_id
    LEFT JOIN (SELECT account_id, COUNT(*) AS lots FROM ${lots} WHERE ${on('account_id')} GROUP BY account_id) l
      ON l.account_id = s.account_id`,
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
 * A lot is as the row said that opened it, and what is left of it is what rows moved since. Together with the number of
 * lots (`figuresPass`) this leaves no lot out: each has its row, so if one were missing, there would be too few.
 */
const lotsPass = ({ on, isAll }: Within): Pass => ({
  from: `${lots} l LEFT JOIN ${entries} e ON e.id = l.id AND e.lot_opened > 0
    LEFT JOIN (SELECT lot_id, SUM(amount) AS amount, SUM(held) AS held FROM ${allocations}
      ${isAll ? '' : `WHERE lot_id IN (SELECT id FROM ${lots} WHERE ${on('account_id')})`} GROUP BY lot_id) m
      ON m.lot_id = l.id`,
  accountId: 'l.account_id',
  subject: 'l.id',
  where: on('l.account_id'),
  comparisons: [
    { kind: 'lot', field: 'accountId', expected: 'COALESCE(e.account_id, 0)', actual: 'l.account_id' },
    { kind: 'lot', field: 'amount', expected: 'COALESCE(e.lot_opened, 0)', actual: 'l.amount', isMoney: true },
    { kind: 'lot', field: 'earnedAt', expected: 'COALESCE(e.effective_at, -1)', actual: 'l.earned_at' },
    { kind: 'lot', field: 'expiresAt', expected: 'COALESCE(e.expires_at, -1)', actual: 'COALESCE(l.expires_at, -1)' },
    {
      kind: 'lot',
      field: 'remaining',
      expected: 'l.amount + COALESCE(m.amount, 0)',
      actual: 'l.remaining',
      isMoney: true,
    },
    { kind: 'lot', field: 'held', expected: 'COALESCE(m.held, 0)', actual: 'l.held', isMoney: true },
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

/** A hold or an open item that no row made. */
const orphanPass = (kind: FindingKind, table: string, where: string, { on }: Within): Pass => ({
  from: `${table} p LEFT JOIN ${entries} e ON e.id = p.id AND ${where}`,
  accountId: 'p.account_id',
  subject: 'p.id',
  where: on('p.account_id'),
  comparisons: [{ kind, field: 'accountId', expected: 'COALESCE(e.account_id, 0)', actual: 'p.account_id' }],
});

/**
 * A hold has what its row reserved, what captures and releases left of it, and a status that says how it ended: told by its
 * last row, whose sequence and kind travel as one number so that one grouping answers everything.
 */
const holdsPass = ({ on }: Within): Pass => ({
  from: `(SELECT hold_id, MAX(account_id) AS account_id,
      SUM(CASE WHEN type = 'reserve' THEN held ELSE 0 END) AS amount,
      MAX(CASE WHEN type = 'reserve' THEN COALESCE(expires_at, -1) ELSE -1 END) AS times_out,
      SUM(CASE WHEN type = 'deduct' THEN -amount ELSE 0 END) AS captured,
      SUM(CASE WHEN type = 'release' THEN -held ELSE 0 END) AS released,
      MAX(sequence * 4 + CASE WHEN type = 'deduct' OR cause_id IS NOT NULL THEN 1 WHEN terms IS NULL THEN 2 ELSE 3 END)
        AS ended
      FROM ${entries} WHERE hold_id IS NOT NULL AND ${on('account_id')} GROUP BY hold_id) m
    LEFT JOIN ${holds} h ON h.id = m.hold_id`,
  accountId: 'm.account_id',
  subject: 'm.hold_id',
  comparisons: [
    { kind: 'hold', field: 'accountId', expected: 'm.account_id', actual: 'h.account_id' },
    { kind: 'hold', field: 'amount', expected: 'm.amount', actual: 'h.amount', isMoney: true },
    { kind: 'hold', field: 'captured', expected: 'm.captured', actual: 'h.captured', isMoney: true },
    { kind: 'hold', field: 'released', expected: 'm.released', actual: 'h.released', isMoney: true },
    { kind: 'hold', field: 'expiresAt', expected: 'm.times_out', actual: 'COALESCE(h.expires_at, -1)' },
    {
      kind: 'hold',
      field: 'status',
      expected: `CASE WHEN m.captured + m.released < m.amount THEN 'open' WHEN m.ended % 4 = 1 THEN 'captured'
        WHEN m.ended % 4 = 2 THEN 'expired' ELSE 'released' END`,
      actual: 'h.status',
    },
  ],
});

/** An open item has what its reversal fell short of, less what was paid off since (L24). */
const openItemsPass = ({ on }: Within): Pass => ({
  from: `${entries} e LEFT JOIN ${openItems} o ON o.id = e.id
    LEFT JOIN (SELECT settles_id, SUM(amount) AS paid FROM ${entries} WHERE settles_id IS NOT NULL
      AND ${on('account_id')} GROUP BY settles_id) m
    ON m.settles_id = e.id`,
  accountId: 'e.account_id',
  subject: 'e.id',
  where: `e.type = 'reversal' AND e.shortfall > 0 AND ${on('e.account_id')}`,
  comparisons: [
    { kind: 'open-item', field: 'amount', expected: 'e.shortfall', actual: 'o.amount', isMoney: true },
    {
      kind: 'open-item',
      field: 'remaining',
      expected: 'e.shortfall + COALESCE(m.paid, 0)',
      actual: 'o.remaining',
      isMoney: true,
    },
    { kind: 'open-item', field: 'policy', expected: 'e.policy', actual: 'o.policy' },
  ],
});

/** What an account still has to pay off is the sum of its open items. */
const arrearsPass = ({ on }: Within): Pass => ({
  from: `${accounts} a LEFT JOIN (SELECT account_id, SUM(remaining) AS owed FROM ${openItems} WHERE policy = 'arrears'
    AND ${on('account_id')} GROUP BY account_id) o ON o.account_id = a.id`,
  accountId: 'a.id',
  subject: null,
  where: on('a.id'),
  comparisons: [
    { kind: 'open-item', field: 'arrears', expected: 'COALESCE(o.owed, 0)', actual: 'a.arrears', isMoney: true },
  ],
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
  // The longest first: two readers are done at about the same time.
  const passes = [
    lotsPass(mine),
    figuresPass(mine),
    holdsPass(mine),
    emptyPass(mine),
    orphanPass('hold', holds, "e.type = 'reserve'", mine),
    openItemsPass(mine),
    orphanPass('open-item', openItems, 'e.shortfall > 0', mine),
    arrearsPass(mine),
    duePass(mine),
  ];
  // In the order of the passes, whichever reader is done first: where two tell of one figure, the first one counts.
  const found: Drift[][] = [];
  const looks = passes.map((pass, i): Look => async (reader) => {
    found[i] = await run(reader, dialect, pass, scope);
  });
  await shareOut(readers, [...looks.slice(0, 1), ...besides, ...looks.slice(1)]);
  const drifts = found.flat();
  if (!drifts.some((drift) => drift.kind === 'lot')) return drifts;
  drifts.push(...(await run(db, dialect, missingLotsPass(mine), scope)));
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
  for (const part of inPartsOf(PART, lotIds)) {
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

async function run(db: Db, dialect: Dialect, pass: Pass, scope: AccountScope): Promise<Drift[]> {
  const { comparisons } = pass;
  const differs = comparisons
    .map(({ expected, actual }) => `${actual} IS NULL OR ${actual} <> ${expected}`)
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
       FROM ${pass.from} WHERE ${where}(${differs})`,
      'accountIds' in scope ? {} : { ...scope },
    ),
  );
  return rows.flatMap((row) =>
    comparisons.flatMap(({ kind, field, isMoney = false }, i) => {
      const expected = row[`expected_${i}`] as string | null;
      const actual = row[`actual_${i}`] as string | null;
      if (expected === actual) return [];
      const accountId = readInteger(row.account_id);
      const about = row.subject as string | null;
      return [{ kind, accountId, subject: about, field, expected: expected ?? '', actual: actual ?? '', isMoney }];
    }),
  );
}

function rowsOf(dialect: Dialect, answer: unknown): Record<string, unknown>[] {
  if (dialect === 'sqlite') return answer as Record<string, unknown>[];
  if (dialect === 'mysql') return (answer as [Record<string, unknown>[]])[0];
  return (answer as { rows: Record<string, unknown>[] }).rows;
}
