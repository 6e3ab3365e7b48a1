import { describeOnEveryEngine, serversOfThisRun } from '../../support/engines';
import { HOUR } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

class HostGaveUp extends Error {}

/** Far below the time-out of any pool, so that a query that waits for the only connection is seen as what it is. */
const PATIENCE = 20_000;

describeOnEveryEngine("a posting inside a host's transaction", (engine) => {
  const suite = useLedger(engine);

  const inTransaction = <T>(work: () => Promise<T>): Promise<T> =>
    suite.open.strapi.db.transaction(async () => work()) as Promise<T>;

  /** Runs work in a transaction that the host then rolls back. */
  const rolledBack = async (work: () => Promise<unknown>): Promise<void> => {
    const attempt = inTransaction(async () => {
      await work();
      throw new HostGaveUp();
    });
    await expect(attempt).rejects.toBeInstanceOf(HostGaveUp);
  };

  it(
    'L27 is committed with it',
    async () => {
      const account = await suite.account();
      const inside = await inTransaction(async () => {
        await account.grant('10');
        await account.deduct('4');
        return account.standing();
      });
      expect(inside).toBe('6, 0 held, 6 available');
      expect(await account.story()).toEqual(['grant 10', 'deduct -4']);
    },
    PATIENCE,
  );

  it(
    'L27 is rolled back with it, whatever it was, and its key is free again',
    async () => {
      const { open } = suite;
      const account = await suite.account();
      const granted = await account.grant('10');
      const spent = await account.deduct('2');
      const hold = await account.hold('3');
      const before = await Promise.all(
        ['rewards_accounts', 'rewards_lots', 'rewards_holds'].map((table) => account.stored(table)),
      );
      const key = { idempotencyKey: open.key() };
      await rolledBack(async () => {
        await account.grant('5', key);
        await account.reserve('1');
        await account.capture(hold, '1', { keepOpen: true });
        await account.release(hold);
        await account.reverse(spent);
        await account.adjust('-1');
        await account.reverse(granted);
        await open.ledger.postMany([account.input('grant', '1')]);
      });
      expect(await account.story()).toEqual(['grant 10', 'deduct -2', 'reserve held 3']);
      const after = await Promise.all(
        ['rewards_accounts', 'rewards_lots', 'rewards_holds'].map((table) => account.stored(table)),
      );
      expect(after).toEqual(before);
      expect((await account.grant('5', key)).replayed).toBe(false);
    },
    PATIENCE,
  );

  it(
    'L27 leaves no account behind when it was the first one and is rolled back',
    async () => {
      const account = await suite.account();
      await rolledBack(() => account.grant('10'));
      expect(await account.id()).toBe(-1);
      await account.grant('1');
      expect((await account.rows())[0]!.sequence).toBe(1);
    },
    PATIENCE,
  );

  it(
    'L27 goes with what the host writes itself, both ways',
    async () => {
      const { open } = suite;
      const account = await suite.account();
      const uid = 'plugin::rewards.badge' as never;
      const write = () =>
        open.strapi.documents(uid).create({ data: { code: account.currency, name: 'Badge' } as never });
      const stored = () => open.strapi.documents(uid).count({ filters: { code: account.currency } as never });
      await rolledBack(async () => {
        await write();
        await account.grant('10');
      });
      expect([await stored(), await account.story()]).toEqual([0, []]);
      await inTransaction(async () => {
        await account.grant('10');
        await write();
      });
      expect([await stored(), await account.story()]).toEqual([1, ['grant 10']]);
    },
    PATIENCE,
  );

  it(
    'L27 that is refused leaves the transaction fit for use',
    async () => {
      const account = await suite.account();
      const granted = await account.grant('10', { expiresAt: suite.open.clock.iso(HOUR) });
      suite.open.clock.advance(HOUR);
      await inTransaction(async () => {
        expect(await codeOf(account.deduct('11'))).toBe('INSUFFICIENT_FUNDS');
        expect(await codeOf(account.reverse('no-such-row'))).toBe('ENTRY_NOT_FOUND');
        await account.grant('1');
        expect(await codeOf(account.deduct('2'))).toBe('INSUFFICIENT_FUNDS');
        expect((await account.reverse(granted)).entry.amount).toBe('0');
      });
      expect(await account.story()).toEqual(['grant 10', 'expire -10', 'grant 1', 'reversal 0']);
    },
    PATIENCE,
  );

  it(
    'L27 is replayed inside and outside alike',
    async () => {
      const account = await suite.account();
      const [inner, outer] = [{ idempotencyKey: suite.open.key() }, { idempotencyKey: suite.open.key() }];
      await account.grant('1', outer);
      await inTransaction(async () => {
        expect((await account.grant('1', outer)).replayed).toBe(true);
        expect((await account.grant('2', inner)).replayed).toBe(false);
        expect((await account.grant('2', inner)).replayed).toBe(true);
      });
      expect((await account.grant('2', inner)).replayed).toBe(true);
      expect(await account.story()).toEqual(['grant 1', 'grant 2']);
    },
    PATIENCE,
  );

  it(
    'L27 shares it with other postings that are made at the same time',
    async () => {
      const [account, other] = [await suite.account(), await suite.account()];
      await account.grant('10');
      await inTransaction(() =>
        Promise.all([account.deduct('1'), other.grant('1'), account.deduct('2'), account.grant('3'), other.grant('2')]),
      );
      expect((await account.balance()).balance).toBe('10');
      expect((await other.balance()).balance).toBe('3');
    },
    PATIENCE,
  );

  it(
    'L27 is not joined by a posting from outside that runs meanwhile',
    async () => {
      const [inside, outside] = [await suite.account(), await suite.account()];
      const attempt = inTransaction(async () => {
        await inside.grant('1');
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new HostGaveUp();
      });
      const meanwhile = Promise.all([outside.grant('1'), outside.grant('1')]);
      await expect(attempt).rejects.toBeInstanceOf(HostGaveUp);
      await meanwhile;
      expect([await inside.story(), await outside.story()]).toEqual([[], ['grant 1', 'grant 1']]);
    },
    PATIENCE,
  );

  it(
    'L27 can be read inside: history, trace, check and the chain',
    async () => {
      const { ledger } = suite.open;
      const account = await suite.account();
      const scope = { member: account.member };
      await inTransaction(async () => {
        const { entry } = await account.grant('10');
        expect(await account.story()).toEqual(['grant 10']);
        expect((await ledger.trace({ entryId: entry.id })).entry.id).toBe(entry.id);
        expect((await account.balance({ at: suite.open.clock.iso() })).balance).toBe('10');
        expect((await ledger.check(scope)).findings).toEqual([]);
        expect((await ledger.verifyChain(scope)).findings).toEqual([]);
      });
    },
    PATIENCE,
  );

  // SQLite has one connection, and nobody else can post while a transaction has it.
  if (serversOfThisRun().some((server) => server === engine)) {
    it(
      'L28 sees what others posted since the transaction began, and overdraws nothing',
      async () => {
        const { strapi } = suite.open;
        const account = await suite.account();
        await account.grant('10');
        await account.grant('10');
        let begun: () => void = () => undefined;
        const hasBegun = new Promise<void>((resolve) => (begun = resolve));
        let spent: () => void = () => undefined;
        const hasSpent = new Promise<void>((resolve) => (spent = resolve));
        const idempotencyKey = suite.open.key();
        const elsewhere = hasBegun
          .then(() => account.deduct('15'))
          .then(() => account.grant('1', { idempotencyKey }))
          .finally(spent);
        await inTransaction(async () => {
          // Whatever is read first is what a snapshot would be taken at.
          await strapi.db.query('admin::user').findMany();
          expect((await account.balance()).balance).toBe('20');
          begun();
          await hasSpent;
          expect((await account.grant('1', { idempotencyKey })).replayed).toBe(true);
          expect(await codeOf(account.deduct('7'))).toBe('INSUFFICIENT_FUNDS');
          await account.deduct('6');
        });
        await elsewhere;
        expect(await account.standing()).toBe('0, 0 held, 0 available');
      },
      PATIENCE,
    );
  }
});
