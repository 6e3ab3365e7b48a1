import type { PostingOutcome } from '../../../server/contract';
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

  describe.each([
    ['a hash that is not its last row\u2019s', { last_hash: 'f'.repeat(64) }],
    ['an instant that is not its last row\u2019s', { last_posted_at: Date.UTC(2027, 0, 1) }],
    ['fewer rows than it has', { sequence: 1 }],
    ['more rows than it has', { sequence: 9 }],
    ['no row at all', { sequence: 0 }],
  ])('whose head says %s (L5, L6)', (_, falsified) => {
    it('refuses its own postings, writes nothing, keeps nobody else, and is put right by a rebuild', async () => {
      const { open } = suite;
      const { currency } = await suite.account();
      const accounts = await Promise.all(Array.from({ length: 5 }, () => suite.accountIn(currency)));
      for (const account of accounts) for (const amount of ['10', '20']) await account.grant(amount);
      const damaged = accounts[2]!;
      const { member } = damaged;
      await open
        .knex('rewards_accounts')
        .update(falsified)
        .where('id', await damaged.id());

      const postings = () => accounts.map((account) => account.input('grant', '1'));
      const expected = accounts.map((account) => (account === damaged ? 'ACCOUNT_DAMAGED' : 'ok'));
      const codesOf = (outcomes: readonly PostingOutcome[]) =>
        outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
      expect(codesOf(await open.ledger.postMany(postings()))).toEqual(expected);
      const host = () => open.strapi.db.transaction(async () => codesOf(await open.ledger.postMany(postings())));
      expect(await host()).toEqual(expected);
      const alone = await Promise.allSettled(accounts.map((account) => account.grant('1')));
      expect(alone.map(({ status }) => status)).toEqual(
        accounts.map((account) => (account === damaged ? 'rejected' : 'fulfilled')),
      );
      await open.knex('rewards_accounts').update({ next_due_at: 1 }).where({ member });
      expect(await open.ledger.expireDue()).toMatchObject({ failed: 1 });

      expect(await open.knex('rewards_ledger_entries').where({ member })).toHaveLength(2);
      await open.ledger.rebuild({ member });
      await damaged.grant('1');
      expect((await damaged.balance()).balance).toBe('31');
      expect((await open.ledger.verifyChain({ member })).findings).toEqual([]);
      expect((await open.ledger.check({ member })).findings).toEqual([]);
    });
  });

  it('L5 L31 whose rows go on behind its head is not posted to, and no rebuild believes the forged one', async () => {
    const { open } = suite;
    const { currency } = await suite.account();
    const [forged, other] = [await suite.accountIn(currency), await suite.accountIn(currency)];
    for (const account of [forged, other]) await account.grant('10');
    const [last] = await forged.stored('rewards_ledger_entries');
    const copy = { ...last, sequence: 2, balance_after: 20, idempotency_key: open.key(), previous_hash: last!.hash };
    const forgedHashes = { key_hash: 'f'.repeat(40), hash: 'f'.repeat(64) };
    await open.knex('rewards_ledger_entries').insert({ ...copy, ...forgedHashes, id: 'F'.repeat(26) });

    const outcomes = await open.ledger.postMany([forged.input('grant', '1'), other.input('grant', '1')]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(['ACCOUNT_DAMAGED', 'ok']);
    const { leftAlone } = await open.ledger.rebuild({ member: forged.member });
    expect(leftAlone).toMatchObject([{ member: forged.member, reason: 'chain' }]);
    expect((await forged.balance()).balance).toBe('10');
    await expect(forged.grant('1')).rejects.toMatchObject({ code: 'ACCOUNT_DAMAGED' });
  });
});
