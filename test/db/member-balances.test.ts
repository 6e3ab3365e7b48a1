import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { codeOf } from './rules/refusal';

const DAY = 24 * 60 * 60_000;

describeOnEveryEngine('what a member has', (engine) => {
  let open: OpenLedger;
  let currencies: readonly string[];

  beforeAll(async () => {
    open = await openLedger(engine);
    currencies = [await open.currency({ scale: 2, name: 'Credit' }), await open.currency(), await open.currency()];
  });
  afterAll(() => open.close());

  const grant = (member: string, currency: string, amount: string, more: object = {}) =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key(), ...more });

  it('is told of every currency in which they have an account, in the order of the currencies', async () => {
    const member = await open.member();
    const [credit, points] = currencies as [string, string, string];
    await grant(member, points, '7');
    await grant(member, credit, '12.50');
    await open.ledger.reserve({ member, currency: credit, amount: '2.50', idempotencyKey: open.key() });
    expect(await open.members.balances(member)).toEqual([
      {
        currency: { code: credit, name: 'Credit', scale: 2 },
        ...{ balance: '12.50', held: '2.50', available: '10.00', lifetimeEarned: '12.50', lifetimeSpent: '0.00' },
      },
      {
        currency: { code: points, name: `Currency ${points}`, scale: 0 },
        ...{ balance: '7', held: '0', available: '7', lifetimeEarned: '7', lifetimeSpent: '0' },
      },
    ]);
  });

  it('is what the ledger tells of each account, also of what has fallen due', async () => {
    const member = await open.member();
    for (const currency of currencies) {
      await grant(member, currency, '10', { expiresAt: open.clock.iso(DAY) });
      await grant(member, currency, '4');
    }
    open.clock.advance(2 * DAY);
    const each = [];
    for (const currency of currencies) each.push(await open.ledger.balance({ member, currency }));
    expect(await open.ledger.balances({ member })).toEqual(each);
    const told = await open.members.balances(member);
    expect(told.map(({ available }) => available)).toEqual(['4.00', '4', '4']);
    expect(told.map(({ balance }) => balance)).toEqual(['14.00', '14', '14']);
  });

  it('takes as many statements for many currencies as for one', async () => {
    const [one, many] = [await open.member(), await open.member()];
    await grant(one, currencies[0]!, '1');
    for (const currency of currencies) await grant(many, currency, '1');
    expect(await statementsOf(() => open.members.balances(many))).toBe(
      await statementsOf(() => open.members.balances(one)),
    );
  });

  it('is nothing for whoever has no account, and is asked of nobody who is not there', async () => {
    expect(await open.members.balances(await open.member())).toEqual([]);
    expect(await codeOf(open.members.balances('nobody'))).toBe('MEMBER_NOT_FOUND');
    expect(await open.ledger.balances({ member: 'nobody' })).toEqual([]);
    expect(await codeOf(open.ledger.balances({ member: '' }))).toBe('INVALID_INPUT');
  });

  it('has a history over all currencies, newest first, which can be asked for in pages', async () => {
    const member = await open.member();
    const [credit, points] = currencies as [string, string, string];
    await grant(member, points, '1');
    await grant(await open.member(), points, '100');
    open.clock.advance(1000);
    await grant(member, credit, '2');
    open.clock.advance(1000);
    // In one instant: each account's rows in their order.
    await grant(member, points, '3');
    await grant(member, points, '4');
    const { rows, total } = await open.ledger.history({ member });
    expect(rows.map(({ amount }) => amount)).toEqual(['4', '3', '2.00', '1']);
    expect(total).toBe(4);
    const pages = await Promise.all([1, 2, 3].map((page) => open.ledger.history({ member, page, pageSize: 2 })));
    expect(pages.map((page) => page.rows)).toEqual([rows.slice(0, 2), rows.slice(2), []]);
    const alone = await open.ledger.history({ member, currency: points });
    expect(alone.rows).toEqual(rows.filter(({ currency }) => currency === points));
    expect(await open.ledger.history({ member: 'nobody' })).toMatchObject({ rows: [], total: 0 });
  });

  async function statementsOf(work: () => Promise<unknown>): Promise<number> {
    // The rules are read once a second.
    await work();
    let count = 0;
    const note = () => (count += 1);
    open.knex.on('query', note);
    await work();
    open.knex.removeListener('query', note);
    return count;
  }
});
