import { type LedgerRequest, RowCounts, selectionOf } from '../../server/reports/entries';
import { TABLES } from '../../server/ledger';
import { dialectOf } from '../../server/kernel';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const MINUTE = 60_000;

describeOnEveryEngine('how many rows a list has', (engine) => {
  let open: OpenLedger;
  let counts: RowCounts;
  let currency: string;
  let member: string;
  let other: string;

  const count = async (request: Partial<LedgerRequest> = {}) => {
    const { knex } = open;
    const selection = await selectionOf(knex, dialectOf(knex), { segment: 'all', currency, ...request });
    return counts.count(selection);
  };
  const grant = (to = member, reason = 'A visit') =>
    open.ledger.grant({ member: to, currency, amount: '1', reason, idempotencyKey: open.key() });

  beforeAll(async () => {
    open = await openLedger(engine);
    const { knex, clock } = open;
    counts = new RowCounts(knex, dialectOf(knex), clock);
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    currency = await open.currency();
    member = (await open.members.ensure({ externalId: open.key(), name: 'Ada' })).documentId;
    other = (await open.members.ensure({ externalId: open.key(), name: 'Bob' })).documentId;
  });

  it('is right at any time, however often it was asked for before', async () => {
    for (let i = 1; i <= 40; i += 1) {
      await grant();
      // By less than what settles a row, by about as much, and by more.
      open.clock.advance([MINUTE, 9 * MINUTE, 11 * MINUTE, 90 * MINUTE][i % 4] ?? 0);
      await expect(count()).resolves.toBe(i);
      await expect(count({ segment: 'grants' })).resolves.toBe(i);
      await expect(count({ segment: 'deducts' })).resolves.toBe(0);
    }
  });

  it('tells selections apart', async () => {
    await grant();
    await grant(other, 'Another visit');
    open.clock.advance(60 * MINUTE);
    for (let again = 0; again < 2; again += 1) {
      await expect(count({ search: 'bob' })).resolves.toBe(1);
      await expect(count({ search: 'visit' })).resolves.toBe(2);
      await expect(count({ member })).resolves.toBe(1);
      await expect(count({ from: open.clock.now() })).resolves.toBe(0);
    }
  });

  it('knows a range that is over, one that is not, and one that has not begun', async () => {
    const start = open.clock.now();
    for (let i = 0; i < 6; i += 1) {
      await grant();
      open.clock.advance(10 * MINUTE);
    }
    const at = (minutes: number) => start + minutes * MINUTE;
    for (let again = 0; again < 2; again += 1) {
      await expect(count({ from: at(10), to: at(30) })).resolves.toBe(2);
      await expect(count({ from: at(10), to: at(55) })).resolves.toBe(5);
      await expect(count({ from: at(50) })).resolves.toBe(1);
      await expect(count({ from: at(500), to: at(900) })).resolves.toBe(0);
    }
  });

  it('follows a member to a new name', async () => {
    await grant();
    open.clock.advance(60 * MINUTE);
    await expect(count({ search: 'grace' })).resolves.toBe(0);
    await open.strapi.documents('plugin::rewards.member' as never).update({
      documentId: member,
      data: { name: 'Grace' } as never,
    });
    await expect(count({ search: 'grace' })).resolves.toBe(1);
    await expect(count({ search: 'ada' })).resolves.toBe(0);
  });

  it('is right after the clock was set back', async () => {
    await grant();
    open.clock.advance(60 * MINUTE);
    await expect(count()).resolves.toBe(1);
    open.clock.advance(-50 * MINUTE);
    await grant(other);
    await expect(count()).resolves.toBe(2);
  });

  it('is asked for again after it could not be had', async () => {
    await grant();
    open.clock.advance(60 * MINUTE);
    await open.knex.schema.renameTable(TABLES.entries, 'rewards_away');
    await expect(count()).rejects.toThrow();
    await open.knex.schema.renameTable('rewards_away', TABLES.entries);
    await expect(count()).resolves.toBe(1);
  });
});
