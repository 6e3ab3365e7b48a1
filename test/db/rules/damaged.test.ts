import { describeOnEveryEngine } from '../../support/engines';
import { useLedger } from './suite';

describeOnEveryEngine('a damaged account among others', (engine) => {
  const suite = useLedger(engine, { lookOver: false });

  it('L30 keeps none of its neighbours from being posted to', async () => {
    const { open } = suite;
    const { currency } = await suite.account();
    const accounts = await Promise.all(Array.from({ length: 20 }, () => suite.accountIn(currency)));
    for (const account of accounts) await account.grant('10');
    const [damaged] = accounts;
    // Its lot says that nothing is left, its balance that there is.
    await open
      .knex('rewards_lots')
      .update({ remaining: 0, is_open: 0 })
      .where('account_id', await damaged!.id());
    const outcomes = await open.ledger.postMany(accounts.map((account) => account.input('deduct', '4')));
    const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
    expect(codes).toEqual(['ACCOUNT_DAMAGED', ...accounts.slice(1).map(() => 'ok')]);
    expect((await accounts[7]!.balance()).balance).toBe('6');
  });
});
