import { TABLES } from '../../ledger';
import { type Comparison, orphanPass, type Pass, type Within } from './check-pass';

const { entries, accounts, openItems } = TABLES;

/** Open items that no row made. */
export const orphanedItemsPass = (mine: Within): Pass => orphanPass('open-item', openItems, 'e.shortfall > 0', mine);

const COMPARISONS: readonly Comparison[] = [
  { kind: 'open-item', field: 'amount', expected: 'e.shortfall', actual: 'o.amount', isMoney: true },
  {
    kind: 'open-item',
    field: 'remaining',
    expected: 'e.shortfall + COALESCE(m.paid, 0)',
    actual: 'o.remaining',
    isMoney: true,
  },
  { kind: 'open-item', field: 'policy', expected: 'e.policy', actual: 'o.policy' },
];

const reversalsPass = (from: string, where: string, { on }: Within): Pass => ({
  from: `${from} LEFT JOIN (SELECT settles_id, SUM(amount) AS paid FROM ${entries} WHERE settles_id IS NOT NULL
      AND ${on('account_id')} GROUP BY settles_id) m ON m.settles_id = e.id`,
  accountId: 'e.account_id',
  subject: 'e.id',
  where: `e.type = 'reversal' AND e.shortfall > 0 AND ${where} AND ${on('e.account_id')}`,
  comparisons: COMPARISONS,
});

/**
 * An open item has what its reversal fell short of, less what was paid off since (L24). Read from the items, of which there
 * are few. If one were missing, there would be fewer than rows that fell short (`figuresPass`), since each has its own.
 */
export const itemsPass = (mine: Within): Pass =>
  reversalsPass(`${openItems} o JOIN ${entries} e ON e.id = o.id`, '1 = 1', mine);

/** Which reversal has no open item: asked once their number or anything about them is untrue. */
export const missingItemsPass = (mine: Within): Pass =>
  reversalsPass(`${entries} e LEFT JOIN ${openItems} o ON o.id = e.id`, 'o.id IS NULL', mine);

/** What an account still has to pay off is the sum of its open items. */
export const arrearsPass = ({ on }: Within): Pass => ({
  from: `${accounts} a LEFT JOIN (SELECT account_id, SUM(remaining) AS owed FROM ${openItems} WHERE policy = 'arrears'
    AND ${on('account_id')} GROUP BY account_id) o ON o.account_id = a.id`,
  accountId: 'a.id',
  subject: null,
  where: on('a.id'),
  comparisons: [
    { kind: 'open-item', field: 'arrears', expected: 'COALESCE(o.owed, 0)', actual: 'a.arrears', isMoney: true },
  ],
});
