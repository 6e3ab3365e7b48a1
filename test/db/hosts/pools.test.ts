/** Hosts' transactions where there are fewer connections than hosts: nothing in them may wait for one more. */
import { describeOnEveryServer } from '../../support/engines';
import { openLedger, type OpenLedger } from '../../support/ledger';
import { asHost, endOf, PATIENCE, pause } from './crowd';

describeOnEveryServer('hosts beyond their connections', (engine) => {
  describe.each([1, 2])('a pool of %i', (pool) => {
    let open: OpenLedger;

    beforeAll(async () => {
      open = await openLedger(engine, { env: { DATABASE_POOL_MAX: String(pool) } });
    });
    afterAll(() => open.close());

    it(
      'L28 serves eight hosts and eight postings beside them, one after the other',
      async () => {
        const currency = await open.currency();
        const members = await Promise.all([1, 2, 3].map(() => open.member()));
        const grant = (i: number) =>
          open.ledger.grant({ member: members[i % 3]!, currency, amount: '1', idempotencyKey: open.key() });
        const host = (i: number) =>
          endOf(
            asHost(open, async () => {
              await grant(i);
              const mine = { member: members[i % 3]!, currency };
              await open.ledger.balance(mine);
              await open.ledger.preview({ type: 'deduct', ...mine, amount: '1', idempotencyKey: open.key() });
              await pause(10);
              await grant(i + 1);
            }),
          );
        const ends = Promise.all(Array.from({ length: 8 }, (_, i) => host(i)));
        const beside = await Promise.all(Array.from({ length: 8 }, (_, i) => grant(i)));
        expect(beside).toHaveLength(8);
        const told = await ends;
        expect(told.filter((end) => !['committed', 'LEDGER_BUSY'].includes(end))).toEqual([]);
        const balances = await Promise.all(members.map((member) => open.ledger.balance({ member, currency })));
        const committed = told.filter((end) => end === 'committed').length;
        expect(balances.reduce((sum, { balance }) => sum + Number(balance), 0)).toBe(8 + 2 * committed);
        expect((await open.ledger.check()).findings).toEqual([]);
      },
      PATIENCE,
    );
  });
});
