/**
 * L27, L28: a host's transaction that looked at something before others posted. On MySQL it goes on showing the past, on
 * PostgreSQL it does so in the isolations that promise it; what is decided in it is decided by the present, or not at all.
 */
import { AsyncResource } from 'node:async_hooks';

import type { AdjustmentsService, EarningService } from '../../../server/contract';
import { describeOnEveryEngine, serversOfThisRun } from '../../support/engines';
import { DAY, HOUR } from '../rules/account';
import { codeOf } from '../rules/refusal';
import { useLedger } from '../rules/suite';
import { asHost, endOf, ISOLATIONS, PATIENCE } from './crowd';

/** Where a snapshot cannot be left, a host is told to begin again. */
const KEEPS_ITS_SNAPSHOT = ['repeatable read', 'serializable'];

describeOnEveryEngine('a host whose transaction shows the past', (engine) => {
  // SQLite has one connection: nobody else posts while a host has it.
  if (!serversOfThisRun().some((server) => server === engine)) {
    it('is none on this database', () => expect(ISOLATIONS[engine]).toEqual([null]));
    return;
  }
  const suite = useLedger(engine);
  const service = <T>(name: string) => suite.open.strapi.plugin('rewards').service<T & object>(name);

  describe.each(ISOLATIONS[engine])('in isolation %s', (isolation) => {
    const isStuck = engine === 'postgres' && isolation !== null && KEEPS_ITS_SNAPSHOT.includes(isolation);

    /** What others do between the host's first look and its posting; by then it is committed. */
    async function afterOthers(
      others: () => Promise<unknown>,
      host: () => Promise<unknown>,
      stuck: readonly string[] = ['LEDGER_BUSY'],
    ): Promise<string> {
      const elsewhere = AsyncResource.bind(others);
      const end = await endOf(
        asHost(
          suite.open,
          async () => {
            await elsewhere();
            await host();
          },
          isolation,
        ),
      );
      expect(isStuck ? stuck : ['committed']).toContain(end);
      return end;
    }

    it(
      'L27 grants to an account that was opened since',
      async () => {
        const account = await suite.account();
        const others = () => account.grant('1');
        await afterOthers(others, () => account.grant('2'));
        expect(await account.story()).toEqual(isStuck ? ['grant 1'] : ['grant 1', 'grant 2']);
      },
      PATIENCE,
    );

    it(
      'L28 spends what was granted since, and not what was spent since',
      async () => {
        const account = await suite.account();
        await account.grant('10');
        const others = async () => {
          await account.grant('10');
          await account.deduct('15');
        };
        await afterOthers(others, async () => {
          expect(await codeOf(account.deduct('6'))).toBe(isStuck ? 'LEDGER_BUSY' : 'INSUFFICIENT_FUNDS');
          await account.deduct('5');
        });
        expect((await account.balance()).balance).toBe(isStuck ? '5' : '0');
      },
      PATIENCE,
    );

    it(
      'L22 reverses, captures and releases what was posted since',
      async () => {
        const account = await suite.account();
        await account.grant('10');
        const made: string[] = [];
        const others = async () => {
          made.push((await account.deduct('1')).entry.id, await account.hold('2'), await account.hold('3'));
        };
        const host = async () => {
          await account.reverse(made[0]!);
          await account.capture(made[1]!);
          await account.release(made[2]!);
        };
        // What such a transaction is not to see is not there for it.
        await afterOthers(others, host, ['ENTRY_NOT_FOUND']);
        const since = ['reversal 1', 'deduct -2 held -2', 'release held -3'];
        expect((await account.story()).slice(4)).toEqual(isStuck ? [] : since);
      },
      PATIENCE,
    );

    it(
      'L8 answers a key that was used since with its result, on this account and on another one',
      async () => {
        const [account, other] = [await suite.account(), await suite.account()];
        await account.grant('5');
        const [key, elsewhere] = [{ idempotencyKey: suite.open.key() }, { idempotencyKey: suite.open.key() }];
        const others = async () => {
          await account.deduct('4', key);
          await other.grant('4', elsewhere);
        };
        await afterOthers(others, async () => {
          // Of what is left there is too little: told is what was done under the key all the same.
          expect((await account.deduct('4', key)).replayed).toBe(true);
          expect(await codeOf(account.grant('4', elsewhere))).toBe('IDEMPOTENCY_CONFLICT');
        });
        expect((await account.balance()).balance).toBe('1');
      },
      PATIENCE,
    );

    it(
      'L14 notes when something falls due that was granted since',
      async () => {
        const { clock, ledger } = suite.open;
        const account = await suite.account();
        await account.grant('1', { expiresAt: clock.iso(HOUR) });
        const others = () => account.grant('10', { expiresAt: clock.iso(2 * DAY) });
        clock.advance(DAY);
        await afterOthers(others, () => account.grant('3'));
        clock.advance(3 * DAY);
        expect((await account.balance()).available).toBe(isStuck ? '0' : '3');
        await ledger.expireDue();
        expect((await account.story()).filter((row) => row.startsWith('expire'))).toEqual(['expire -1', 'expire -10']);
      },
      PATIENCE,
    );

    it(
      'L27 grants to a member, and in a currency, that were made since',
      async () => {
        let member = '';
        // Serializable, MariaDB lets nobody make a currency while a host looks at them all.
        const isLocked = engine === 'mysql' && isolation === 'serializable';
        let currency = isLocked ? await suite.open.currency() : '';
        const others = async () => {
          member = await suite.open.member();
          if (!isLocked) currency = await suite.open.currency();
        };
        const grant = () =>
          suite.open.ledger.grant({ member, currency, amount: '1', idempotencyKey: suite.open.key() });
        await afterOthers(others, grant);
        expect((await suite.open.ledger.balance({ member, currency })).balance).toBe(isStuck ? '0' : '1');
      },
      PATIENCE,
    );

    it(
      'D8, D9 earns for an order once, and holds for it once, when somebody else has since',
      async () => {
        const { open } = suite;
        const account = await suite.account({ scale: 2, code: `credits-${open.key()}` });
        await account.grant('100');
        const order = {
          member: account.member,
          currency: account.currency,
          orderId: open.key(),
          amount: '100',
          orderedAt: open.clock.iso(),
        };
        const earn = () => service<EarningService>('earning').forOrder(order);
        await afterOthers(earn, async () => expect((await earn()).outcome).toBe('replayed'));
        expect((await account.balance()).balance).toBe('105.00');
      },
      PATIENCE,
    );

    it(
      'B19 adjusts once under a key that was used since',
      async () => {
        const account = await suite.account();
        const input = {
          member: account.member,
          currency: account.currency,
          amount: '5',
          reason: 'put right by a test',
          idempotencyKey: suite.open.key(),
          actor: { id: 'admin:1' },
        };
        const adjust = () => service<AdjustmentsService>('adjustments').post(input);
        await afterOthers(adjust, async () => expect((await adjust()).replayed).toBe(true));
        expect(await account.story()).toEqual(['adjustment 5']);
      },
      PATIENCE,
    );
  });
});
