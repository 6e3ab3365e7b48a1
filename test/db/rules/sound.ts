import type { LedgerService } from '../../../server/contract';
import type { TestAccount } from './account';

const sum = (figures: readonly string[]): bigint => figures.reduce((total, figure) => total + digits(figure), 0n);
const digits = (figure: string): bigint => BigInt(figure.replace('.', ''));

/**
 * What holds of every account after every history: the equations of L4, the order of L5, the chain, and projections that
 * a check and a rebuild find as they should be (L31, L32).
 */
export async function expectSound(ledger: LedgerService, account: TestAccount): Promise<void> {
  const scope = { member: account.member, currency: account.currency };
  const [balance, rows, lots] = [await account.balance(), await account.rows(), await account.lots()];

  expect(rows.map((row) => row.sequence)).toEqual(rows.map((_, index) => index + 1));
  expect(balance.sequence).toBe(rows.length);
  expect(digits(balance.balance)).toBe(sum(rows.map((row) => row.amount)));
  expect(digits(balance.held)).toBe(sum(rows.map((row) => row.held)));
  expect(digits(balance.lifetimeEarned)).toBe(sum(rows.map((row) => row.earned)));
  expect(digits(balance.lifetimeSpent)).toBe(sum(rows.map((row) => row.spent)));
  let [running, held] = [0n, 0n];
  for (const row of rows) {
    running += digits(row.amount);
    held += digits(row.held);
    expect(digits(row.balanceAfter)).toBe(running);
    expect(digits(row.heldAfter)).toBe(held);
  }

  expect(lots.reduce((total, lot) => total + lot.remaining, 0n)).toBe(digits(balance.balance));
  expect(lots.reduce((total, lot) => total + lot.held, 0n)).toBe(digits(balance.held));
  for (const lot of lots) {
    expect(lot.held >= 0n && lot.held <= lot.remaining && lot.remaining <= lot.amount).toBe(true);
  }
  const available = digits(balance.available);
  expect(available >= 0n && available <= digits(balance.balance)).toBe(true);

  expect((await ledger.verifyChain(scope)).findings).toEqual([]);
  expect((await ledger.check(scope)).findings).toEqual([]);
  expect(await ledger.rebuild(scope)).toMatchObject({ accountsRebuilt: 0, lotsRebuilt: 0, holdsRebuilt: 0 });
}
