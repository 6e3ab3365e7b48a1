/** What one host's transaction may do with the ledger, and what it must not do to others. */
import { AsyncResource } from 'node:async_hooks';

import type { EarningService, PostingResult, ReconciliationService, RedemptionService } from '../../../server/contract';
import { describeOnEveryEngine, serversOfThisRun } from '../../support/engines';
import { HOUR } from '../rules/account';
import { codeOf } from '../rules/refusal';
import { useLedger } from '../rules/suite';
import { asHost, endOf, HostGaveUp, pause } from './crowd';
import { refuseLotsOf } from './refused-lots';

/** Far below the time-out of any pool and of any lock, so that whatever waits for one is seen as what it is. */
const AT_ONCE = 20_000;

describeOnEveryEngine("a host's transaction", (engine) => {
  const suite = useLedger(engine);
  const isServer = serversOfThisRun().some((server) => server === engine);
  const service = <T>(name: string) => suite.open.strapi.plugin('rewards').service<T & object>(name);
  const inside = <T>(work: () => Promise<T>): Promise<T> => asHost(suite.open, work);

  it(
    'L30 that goes on after a refused batch leaves no account and no listed member of it',
    async () => {
      const account = await suite.account();
      const outcomes = await inside(() =>
        suite.open.ledger.postMany([account.input('grant', '10'), account.input('deduct', '11')], {
          allOrNothing: true,
        }),
      );
      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
        'BATCH_ROLLED_BACK',
        'INSUFFICIENT_FUNDS',
      ]);
      expect(await account.id()).toBe(-1);
      const rows: unknown = await suite.open
        .knex('rewards_members')
        .select('listed')
        .where('document_id', account.member);
      expect(Boolean((rows as [{ listed: unknown }])[0].listed)).toBe(false);
    },
    AT_ONCE,
  );

  it(
    'L27 that goes on after a posting failed half-way has nothing of that posting',
    async () => {
      const account = await suite.account();
      // The ledger's row is written before its lot, which the database then does not take.
      const mend = await refuseLotsOf(suite.open.knex, engine, 777);
      await inside(async () => {
        await account.grant('1');
        await expect(account.grant('777')).rejects.toThrow('no such lot');
        expect(await codeOf(account.deduct('4'))).toBe('INSUFFICIENT_FUNDS');
        await account.grant('3');
      });
      await mend();
      expect(await account.story()).toEqual(['grant 1', 'grant 3']);
    },
    AT_ONCE,
  );

  it(
    'D2 is told at once that reconciliation is no part of it',
    async () => {
      const { run } = service<ReconciliationService>('reconciliation');
      const refused = inside(() => run({ type: 'full' }));
      expect(await endOf(refused)).toBe('NOT_IN_TRANSACTION');
    },
    AT_ONCE,
  );

  it(
    'B16 makes members and gives badges that go with it',
    async () => {
      const { open } = suite;
      const code = `badge-${open.key()}`;
      await open.strapi.documents('plugin::rewards.badge' as never).create({ data: { code, name: 'Badge' } as never });
      const make = async () => {
        const { documentId } = await open.members.ensure({ externalId: `host-${code}` });
        expect((await open.members.award({ member: documentId, badge: code })).awarded).toBe(true);
        return documentId;
      };
      const gaveUp = inside(async () => {
        await make();
        throw new HostGaveUp();
      });
      expect(await endOf(gaveUp)).toBe('gave up');
      const member = await inside(make);
      expect((await open.members.award({ member, badge: code })).awarded).toBe(false);
      const revoke = async () => (await open.members.revoke({ member, badge: code })).revoked;
      const kept = inside(async () => {
        expect(await revoke()).toBe(true);
        throw new HostGaveUp();
      });
      expect(await endOf(kept)).toBe('gave up');
      expect(await inside(async () => [await revoke(), await revoke()])).toEqual([true, false]);
    },
    AT_ONCE,
  );

  it(
    'L27 previews what it has posted itself, and nothing of the preview stays',
    async () => {
      const { ledger } = suite.open;
      const account = await suite.account();
      await inside(async () => {
        await account.grant('10');
        const preview = await ledger.preview({ ...account.input('deduct', '4') });
        expect([preview.before.available, preview.after.available]).toEqual(['10', '6']);
        expect(await codeOf(ledger.preview(account.input('deduct', '11')))).toBe('INSUFFICIENT_FUNDS');
        await account.deduct('10');
      });
      expect(await account.story()).toEqual(['grant 10', 'deduct -10']);
    },
    AT_ONCE,
  );

  it(
    'L15 settles what is due on what it has posted itself',
    async () => {
      const { ledger, clock } = suite.open;
      await suite.settleEverything();
      const account = await suite.account();
      await account.grant('10', { expiresAt: clock.iso(HOUR) });
      await inside(async () => {
        await account.grant('1');
        clock.advance(HOUR);
        expect(await ledger.expireDue()).toMatchObject({ accounts: 1, lotsExpired: 1, failed: 0 });
        expect(await ledger.expireDue()).toMatchObject({ accounts: 0 });
      });
      expect(await account.story()).toEqual(['grant 10', 'grant 1', 'expire -10']);
    },
    AT_ONCE,
  );

  it(
    'L27 that does not wait for its postings commits them whole or not at all',
    async () => {
      const account = await suite.account();
      const late: Promise<PostingResult>[] = [];
      await inside(() => {
        late.push(account.grant('10'), account.grant('20'));
        return Promise.resolve();
      });
      const told = (await Promise.allSettled(late)).filter(({ status }) => status === 'fulfilled').length;
      expect((await account.rows()).length).toBe(told);
      expect(told).toBe(2);
    },
    AT_ONCE,
  );

  it(
    'D8, D9 earns, redeems and adjusts for itself, and takes all of it back',
    async () => {
      const { open } = suite;
      const account = await suite.account({ code: 'credits', scale: 2, name: 'Credits' });
      await account.grant('100');
      const all = async () => {
        await service<EarningService>('earning').forOrder({
          member: account.member,
          currency: 'credits',
          orderId: open.key(),
          amount: '100',
          orderedAt: open.clock.iso(),
        });
        const order = { orderId: open.key(), orderAmount: '50.00', member: account.member, currency: 'credits' };
        await service<RedemptionService>('redemption').hold({ ...order, amount: '5.00' });
        return service<RedemptionService>('redemption').capture({ orderId: order.orderId });
      };
      const gaveUp = inside(async () => {
        await all();
        throw new HostGaveUp();
      });
      expect(await endOf(gaveUp)).toBe('gave up');
      expect(await account.story()).toEqual(['grant 100.00']);
      expect((await inside(all)).status).toBe('captured');
      expect((await account.balance()).balance).toBe('100.00');
    },
    AT_ONCE,
  );

  if (!isServer) return;

  it(
    'L28 that holds one member for long holds up nobody else, and those who post for that member until it ends',
    async () => {
      const [held, ...others] = await Promise.all(Array.from({ length: 12 }, () => suite.accountIn('points')));
      await suite.open.currency({ code: 'points' });
      await held!.grant('5');
      const waited: number[] = [];
      let later: Promise<unknown> = Promise.resolve();
      const elsewhere = AsyncResource.bind(async () => {
        later = held!.grant('1');
        for (let round = 0; round < 5; round += 1) {
          const since = performance.now();
          await Promise.all(others.map((other) => other.grant('1')));
          waited.push(performance.now() - since);
        }
      });
      await inside(async () => {
        await held!.grant('2');
        await elsewhere();
        await pause(1_500);
      });
      await later;
      expect(Math.max(...waited)).toBeLessThan(5_000);
      expect(await held!.story()).toEqual(['grant 5', 'grant 2', 'grant 1']);
    },
    AT_ONCE * 2,
  );

  it(
    'L4 that is open on an account keeps nobody from reading its balance, whatever is due',
    async () => {
      const { clock } = suite.open;
      const account = await suite.account();
      await account.grant('10', { expiresAt: clock.iso(HOUR) });
      await account.grant('1');
      clock.advance(HOUR);
      let took = Infinity;
      const elsewhere = AsyncResource.bind(async () => {
        const since = performance.now();
        expect((await account.balance()).available).toBe('1');
        took = performance.now() - since;
      });
      await inside(async () => {
        await account.grant('2');
        await elsewhere();
        await pause(100);
      });
      expect(took).toBeLessThan(4_000);
      expect((await account.balance()).available).toBe('3');
    },
    AT_ONCE,
  );
});
