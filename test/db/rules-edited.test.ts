/**
 * Rules that editors change while members earn and spend (L1, L25, L26, D8): whoever decides by a rule decides by the one that
 * is in force when it is committed, in this process and in any other.
 */
import { AsyncResource } from 'node:async_hooks';

import type { EarningService } from '../../server/contract';
import { describeOnEveryEngine, serversOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { codeOf, documents, withCode } from './content';
import { asHost, pause } from './hosts/crowd';

const LONG = 120_000;

describeOnEveryEngine('rules that are edited while postings run', (engine) => {
  let open: OpenLedger;
  const isServer = serversOfThisRun().some((server) => server === engine);
  const grant = (member: string, currency: string, amount = '5') =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key() });
  const remove = async (kind: 'currency' | 'member' | 'tier', documentId: string) =>
    documents(open, kind).delete({ documentId });

  /** An edit that is made outside a host's transaction while the host has posted in it and not committed. */
  async function whileUncommitted(post: () => Promise<unknown>, edit: () => Promise<unknown>): Promise<unknown> {
    let edited: Promise<unknown> = Promise.resolve();
    const begin = AsyncResource.bind(() => {
      edited = edit();
      edited.catch(() => undefined);
    });
    await asHost(open, async () => {
      await post();
      begin();
      await pause(400);
    });
    return edited;
  }

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
    await open.currency({ code: 'reputation', risingOnly: true, drivesLevels: true });
    await documents(open, 'level').create({ data: { code: 'newcomer', name: 'Newcomer', threshold: '0' } });
    await documents(open, 'level').create({ data: { code: 'regular', name: 'Regular', threshold: '50' } });
  });
  afterAll(() => open.close());
  afterEach(async () => {
    expect((await open.ledger.check()).findings).toEqual([]);
  });

  if (isServer) {
    it('L1 the scale of a currency cannot change once its first posting is on its way', async () => {
      const currency = await open.currency();
      const member = await open.member();
      const { documentId } = await withCode(open, 'currency', currency);
      const edit = () => documents(open, 'currency').update({ documentId, data: { scale: 2 } });
      expect(await codeOf(whileUncommitted(() => grant(member, currency), edit))).toBe('SCALE_LOCKED');
      expect((await open.ledger.balance({ member, currency })).balance).toBe('5');
    });

    it('neither currency nor member can be deleted once the first posting is on its way', async () => {
      const currency = await open.currency();
      const member = await open.member();
      const { documentId } = await withCode(open, 'currency', currency);
      const post = () => grant(member, currency);
      expect(await codeOf(whileUncommitted(post, () => remove('currency', documentId)))).toBe('CURRENCY_IN_USE');
      const other = await open.member();
      const first = () => grant(other, currency);
      expect(await codeOf(whileUncommitted(first, () => remove('member', other)))).toBe('MEMBER_IN_USE');
      expect((await open.ledger.balance({ member: other, currency })).balance).toBe('5');
    });

    it('L1 a posting that was understood by another scale is understood anew', async () => {
      const currency = await open.currency();
      const member = await open.member();
      const { documentId } = await withCode(open, 'currency', currency);
      // As another process edits: this one learns of it by the version alone.
      await open.ledger.balance({ member, currency });
      await open.knex('rewards_currencies').update({ scale: 2 }).where('document_id', documentId);
      await open.knex('rewards_rules').increment('version', 1);
      const { entry } = await grant(member, currency, '5');
      expect(entry.amount).toBe('5.00');
    });
  }

  it(
    'L26 tiers and levels that are edited fifty times while grants go on leave no drift',
    async () => {
      const members = await Promise.all(Array.from({ length: 6 }, () => open.member()));
      let isOver = false;
      const grants = members.map(async (member, i) => {
        for (let n = 0; !isOver; n += 1) {
          await grant(member, n % 2 === 0 ? 'credits' : 'reputation', String(1 + ((i + n) % 40)));
        }
      });
      const [tier, level] = [await withCode(open, 'tier', 'silver'), await withCode(open, 'level', 'regular')];
      for (let edit = 0; edit < 25; edit += 1) {
        const threshold = String(20 + ((edit * 37) % 400));
        await documents(open, 'tier').update({ documentId: tier.documentId, data: { threshold } });
        await documents(open, 'level').update({ documentId: level.documentId, data: { threshold } });
        if (edit % 5 === 0) expect((await open.ledger.check()).findings).toEqual([]);
      }
      isOver = true;
      await Promise.all(grants);
    },
    LONG,
  );

  it(
    'L26 of tiers with one threshold that are made at once, one is made, and those that are so already can be deleted',
    async () => {
      const make = (code: string) =>
        documents(open, 'tier').create({
          data: { code, name: code, threshold: '777', multiplier: '1', discountPercent: '0' },
        });
      const made = await Promise.allSettled(['one', 'two', 'three'].map((code) => make(code)));
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [only] = await documents(open, 'tier').findMany({ filters: { threshold: '777' } });
      // As an earlier version left them.
      await open.knex('rewards_tiers').update({ threshold: '777' }).where('code', 'silver');
      await remove('tier', only!.documentId);
      await documents(open, 'tier').update({
        documentId: (await withCode(open, 'tier', 'silver')).documentId,
        data: { threshold: '1000' },
      });
    },
    LONG,
  );

  it('L25 a currency cannot be made to only rise while something of it is held or expires', async () => {
    const currency = await open.currency();
    const member = await open.member();
    const { documentId } = await withCode(open, 'currency', currency);
    const rise = () => documents(open, 'currency').update({ documentId, data: { risingOnly: true } });
    await grant(member, currency, '10');
    const common = { member, currency, idempotencyKey: open.key() };
    const { entry } = await open.ledger.reserve({ ...common, amount: '4' });
    expect(await codeOf(rise())).toBe('RISING_ONLY_TOO_EARLY');
    await open.ledger.release({ holdId: entry.id, idempotencyKey: open.key() });
    const expiresAt = open.clock.iso(60_000);
    await open.ledger.grant({ ...common, amount: '1', expiresAt, idempotencyKey: open.key() });
    expect(await codeOf(rise())).toBe('RISING_ONLY_TOO_EARLY');
    open.clock.advance(60_000);
    await open.ledger.expireDue();
    await rise();
    const spend = open.ledger.deduct({ ...common, amount: '1', idempotencyKey: open.key() });
    await expect(spend).rejects.toMatchObject({ code: 'RISING_ONLY' });
  });

  it('L25 nor while a reversal could bring back what expires', async () => {
    const currency = await open.currency();
    const member = await open.member();
    const { documentId } = await withCode(open, 'currency', currency);
    const rise = () => documents(open, 'currency').update({ documentId, data: { risingOnly: true } });
    const common = () => ({ member, currency, idempotencyKey: open.key() });
    await open.ledger.grant({ ...common(), amount: '5', expiresAt: open.clock.iso(60_000) });
    const { entry } = await open.ledger.deduct({ ...common(), amount: '5' });
    expect(await codeOf(rise())).toBe('RISING_ONLY_TOO_EARLY');
    open.clock.advance(60_000);
    expect(await codeOf(rise())).toBe('RISING_ONLY_TOO_EARLY');
    await open.ledger.reverse({ entryId: entry.id, idempotencyKey: open.key() });
    await rise();
  });

  it(
    'D8 of two orders at once, only the first finds the tier that it has not reached yet',
    async () => {
      const earning = open.strapi.plugin('rewards').service<EarningService>('earning');
      const order = (member: string, amount: string) =>
        earning.forOrder({ member, orderId: open.key(), amount, orderedAt: open.clock.iso() });
      for (let round = 0; round < 8; round += 1) {
        const member = await open.member();
        // The second round and every other: neither has an account to lock.
        if (round % 2 === 0) await order(member, '19999.80');
        const amounts = round % 2 === 0 ? ['100', '100'] : ['20000', '20000'];
        const both = await Promise.all(amounts.map((amount) => order(member, amount)));
        const total = both.reduce((sum, { earned }) => sum + Number(earned), 0);
        expect(total).toBe(round % 2 === 0 ? 11 : 2200);
      }
    },
    LONG,
  );
});
