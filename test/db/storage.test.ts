import { dialectOf } from '../../server/kernel';
import { leaveRoom, TABLES } from '../../server/ledger';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

describeOnEveryEngine('how accounts are stored', (engine) => {
  let open: OpenLedger;

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  it('leaves room beside each for its next version, where the database can be told to', async () => {
    const { knex } = open;
    // Again, as at every start.
    await leaveRoom(knex, dialectOf(knex));
    if (engine !== 'postgres') {
      expect(await knex(TABLES.accounts)).toEqual([]);
      return;
    }
    const [row] = (await knex('pg_class').select('reloptions').where('relname', TABLES.accounts)) as {
      reloptions: string[];
    }[];
    expect(row!.reloptions).toEqual(['fillfactor=50']);

    const currency = await open.currency();
    const members = await Promise.all(Array.from({ length: 200 }, () => open.member()));
    const pages = async (): Promise<number> => {
      const answer: unknown = await knex.raw(`SELECT pg_relation_size('${TABLES.accounts}') / 8192 AS pages`);
      return Number((answer as { rows: { pages: string }[] }).rows[0]!.pages);
    };
    const wave = () =>
      open.ledger.postMany(
        members.map((member) => ({ type: 'grant', member, currency, amount: '1', idempotencyKey: open.key() })),
      );
    await wave();
    await wave();
    const before = await pages();
    for (let i = 0; i < 12; i += 1) await wave();
    // Every wave writes each account anew; without room the table would be some six times as large.
    expect(await pages()).toBeLessThanOrEqual(before * 1.5);
  });
});
