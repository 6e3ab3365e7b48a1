/**
 * L10, L27 to L29 inside hosts' transactions: several of them at once, on the same members and keys, in every isolation. What
 * resolved and was committed is in the ledger once; what was not is nowhere; every error is one of ours.
 */
import type {
  AdjustmentsService,
  EarningService,
  EntryDto,
  PostingResult,
  RedemptionService,
} from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { expectSound } from '../rules/sound';
import { useLedger } from '../rules/suite';
import { type TestAccount } from '../rules/account';
import { asHost, endOf, HostGaveUp, ISOLATIONS, PATIENCE, pause } from './crowd';

/** What a host may be told in a crowd, besides what it asked for. */
const EXPLAINED = ['committed', 'gave up', 'LEDGER_BUSY'];

interface Told {
  readonly end: string;
  readonly results: readonly PostingResult[];
}

describeOnEveryEngine("several hosts' transactions at once", (engine) => {
  const suite = useLedger(engine);
  // SQLite has one connection: hosts come one after the other there.
  const rounds = engine === 'sqlite' ? 3 : 8;

  beforeAll(async () => {
    const { open } = suite;
    await open.currency({ code: 'credits', scale: 2 });
    await open.strapi
      .documents('plugin::rewards.badge' as never)
      .create({ data: { code: 'crowd', name: 'Crowd' } as never });
  });

  /** One host: posts, waits, and commits or gives up. */
  async function host(
    isolation: (typeof ISOLATIONS)[typeof engine][number],
    post: () => Promise<PostingResult[]>,
    { wait = 30, givesUp = false }: { wait?: number; givesUp?: boolean } = {},
  ): Promise<Told> {
    let results: readonly PostingResult[] = [];
    const transaction = asHost(
      suite.open,
      async () => {
        results = await post();
        await pause(wait);
        if (givesUp) throw new HostGaveUp();
      },
      isolation,
    );
    const end = await endOf(transaction);
    return { end, results };
  }

  /** Every posting of a committed host is there once, those of the others are not. */
  async function expectToldIsThere(accounts: readonly TestAccount[], told: readonly Told[]): Promise<void> {
    expect(told.map(({ end }) => end).filter((end) => !EXPLAINED.includes(end))).toEqual([]);
    const rows: EntryDto[] = (await Promise.all(accounts.map((account) => account.rows()))).flat();
    const committed = told.filter(({ end }) => end === 'committed').flatMap(({ results }) => results);
    const ids = [...new Set(committed.map(({ entry }) => entry.id))].sort();
    expect(rows.map(({ id }) => id).sort()).toEqual(ids);
    for (const account of accounts) await expectSound(suite.open.ledger, account);
  }

  describe.each(ISOLATIONS[engine])('in isolation %s', (isolation) => {
    it(
      'L27 grants of two to one new member under different keys are both there, or one is told to try again',
      async () => {
        for (let round = 0; round < rounds; round += 1) {
          const account = await suite.account();
          const one = () => host(isolation, async () => [await account.grant('10')]);
          const told = await Promise.all([one(), one()]);
          await expectToldIsThere([account], told);
          // One of them at least: a crowd that only keeps itself from working is no answer.
          expect(told.filter(({ end }) => end === 'committed').length).toBeGreaterThanOrEqual(1);
        }
      },
      PATIENCE,
    );

    it(
      'L10 the same key posted first by three at once ends in one result for all who can have it',
      async () => {
        for (let round = 0; round < rounds; round += 1) {
          const account = await suite.account();
          const idempotencyKey = suite.open.key();
          const one = () => host(isolation, async () => [await account.grant('10', { idempotencyKey })]);
          const told = await Promise.all([one(), one(), one()]);
          await expectToldIsThere([account], told);
          expect(await account.story()).toEqual(['grant 10']);
        }
      },
      PATIENCE,
    );

    it(
      'B16, B19, D8, D9 members, badges, redemptions, orders and corrections of several at once are there once',
      async () => {
        const { open } = suite;
        const redemption = open.strapi.plugin('rewards').service<RedemptionService>('redemption');
        const earning = open.strapi.plugin('rewards').service<EarningService>('earning');
        const adjustments = open.strapi.plugin('rewards').service<AdjustmentsService>('adjustments');
        const payer = await suite.accountIn('credits');
        await payer.grant('1000');
        for (let round = 0; round < Math.ceil(rounds / 2); round += 1) {
          const orderId = open.key();
          const order = { orderId, orderAmount: '50.00', member: payer.member, currency: 'credits', amount: '5.00' };
          const ends: string[] = [];
          const made: string[] = [];
          const one = async () => {
            let documentId = '';
            const end = await endOf(
              asHost(
                open,
                async () => {
                  documentId = (await open.members.ensure({ externalId: `crowd-${orderId}` })).documentId;
                  await open.members.award({ member: documentId, badge: 'crowd' });
                  await redemption.hold(order);
                  const ordered = { member: payer.member, orderId, currency: 'credits', amount: '40' };
                  await earning.forOrder({ ...ordered, orderedAt: open.clock.iso() });
                  const correction = { amount: '1', reason: 'put right by a crowd', idempotencyKey: orderId };
                  const who = { member: payer.member, currency: 'credits', actor: { id: 'host:1' } };
                  await adjustments.post({ ...correction, ...who });
                  await pause(20);
                },
                isolation,
              ),
            );
            ends.push(end);
            if (end === 'committed') made.push(documentId);
          };
          await Promise.all([one(), one(), one()]);
          expect(ends.filter((end) => !EXPLAINED.includes(end))).toEqual([]);
          expect(made.length).toBeGreaterThanOrEqual(1);
          expect(new Set(made).size).toBe(1);
          expect((await redemption.get({ orderId }))?.status).toBe('held');
          const story = (await payer.story()).slice(-3).toSorted();
          expect(story).toEqual(['adjustment 1.00', 'grant 2.00', 'reserve held 5.00']);
        }
        const awards: unknown = await open
          .knex('rewards_badge_awards')
          .select('member_id')
          .groupBy('member_id')
          .havingRaw('COUNT(*) > 1');
        expect(awards).toEqual([]);
      },
      PATIENCE,
    );

    it(
      'L28 eight on three members, new and old, some of whom give up, leave what was committed and nothing else',
      async () => {
        for (let round = 0; round < Math.ceil(rounds / 2); round += 1) {
          const currency = (await suite.account()).currency;
          const accounts = await Promise.all([1, 2, 3].map(() => suite.accountIn(currency)));
          const [old] = accounts;
          const first = await old!.grant('100');
          const hosts = Array.from({ length: 8 }, (_, i) => {
            const mine = accounts[i % 3]!;
            const other = accounts[(i + 1) % 3]!;
            const post = async () => {
              const results = [await mine.grant('5')];
              if (i % 2 === 0) results.push(await old!.deduct('1'));
              if (i % 4 === 1) results.push(await other.grant('2'));
              if (i % 4 === 3) results.push(await mine.reserve('1'));
              return results;
            };
            return host(isolation, post, { wait: i * 5, givesUp: i % 5 === 4 });
          });
          const told = [...(await Promise.all(hosts)), { end: 'committed', results: [first] }];
          await expectToldIsThere(accounts, told);
        }
      },
      PATIENCE,
    );
  });
});
