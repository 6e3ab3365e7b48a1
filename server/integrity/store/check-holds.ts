import type { Dialect } from '../../kernel';
import { TABLES } from '../../ledger';
import { type Comparison, orphanPass, type Pass, type Within } from './check-pass';

const { entries, holds } = TABLES;

/** What the rows say of each hold; its last row's sequence and kind travel as one number, so that one grouping answers all. */
const told = ({ on }: Within, more = ''): string => `(SELECT hold_id, ${more}MAX(account_id) AS account_id,
    SUM(CASE WHEN type = 'reserve' THEN held ELSE 0 END) AS amount,
    MAX(CASE WHEN type = 'reserve' THEN COALESCE(expires_at, -1) ELSE -1 END) AS times_out,
    SUM(CASE WHEN type = 'deduct' THEN -amount ELSE 0 END) AS captured,
    SUM(CASE WHEN type = 'release' THEN -held ELSE 0 END) AS released,
    MAX(sequence * 4 + CASE WHEN type = 'deduct' OR cause_id IS NOT NULL THEN 1 WHEN terms IS NULL THEN 2 ELSE 3 END)
      AS ended
    FROM ${entries} WHERE hold_id IS NOT NULL AND ${on('account_id')} GROUP BY hold_id) m`;

/**
 * A hold has what its row reserved, what captures and releases left of it, and a status that says how it ended: told by its
 * last row.
 */
const comparisons: readonly Comparison[] = [
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
];

const holdsPass = (mine: Within): Pass => ({
  from: `${told(mine)} LEFT JOIN ${holds} h ON h.id = m.hold_id`,
  accountId: 'm.account_id',
  subject: 'm.hold_id',
  comparisons,
});

/** Holds that no row made. */
export const orphanedHoldsPass = (mine: Within): Pass => orphanPass('hold', holds, "e.type = 'reserve'", mine);

const MADE_BY = "MAX(CASE WHEN type = 'reserve' AND id = hold_id THEN account_id ELSE 0 END) AS made_by, ";

/**
 * Both at once, where the database can join from both sides: the rows are read once. A hold that its own row did not make is
 * only hinted at, and has nothing else to be compared with.
 */
const holdsFromBothSidesPass = (mine: Within): Pass => ({
  from: `${told(mine, MADE_BY)} FULL JOIN ${holds} h ON h.id = m.hold_id`,
  accountId: 'COALESCE(m.account_id, h.account_id)',
  subject: 'COALESCE(m.hold_id, h.id)',
  comparisons: [
    ...comparisons.map((one) => ({
      ...one,
      expected: `CASE WHEN m.hold_id IS NULL THEN ${one.actual} ELSE ${one.expected} END`,
    })),
    { kind: 'hold', field: 'madeBy', expected: 'COALESCE(m.made_by, 0)', actual: 'h.account_id', isHint: true },
  ],
});

/** A part of the accounts has holds whose rows lie outside of it, so that only all of them can be joined from both sides. */
export const holdsPasses = (mine: Within, dialect: Dialect): readonly Pass[] =>
  dialect === 'postgres' && mine.isAll ? [holdsFromBothSidesPass(mine)] : [holdsPass(mine), orphanedHoldsPass(mine)];
