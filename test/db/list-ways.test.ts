import { type EntryType, LEDGER_SEGMENTS, LEDGER_SORTS, SORT_ORDERS } from '../../server/contract';
import { dialectOf } from '../../server/kernel';
import { TABLES } from '../../server/ledger';
import { selectionOf, strataOf } from '../../server/reports/entries';
import { selected } from '../../server/reports/entries/selection-store';
import { findWindow } from '../../server/reports/entries/window-store';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

/** So many rows that a list is walked along an index and not sorted as a whole. */
const MANY = 10_000_000;

/** Rows are read in one of two ways, by how many there are: a ledger of a size for tests would only ever see the one. */
describeOnEveryEngine('a list that is sorted and one that is walked along', (engine) => {
  let open: OpenLedger;
  let currencies: string[];

  beforeAll(async () => {
    open = await openLedger(engine);
    const { ledger, members, knex, key } = open;
    currencies = [await open.currency({ scale: 2 }), await open.currency()];
    const ids = [];
    for (const name of ['Ada Wren', 'Grace Wren', null, 'Ben Oak', 'Gone Wren']) {
      ids.push((await members.ensure({ externalId: key(), ...(name && { name }) })).documentId);
    }
    for (const [i, member] of ids.entries()) {
      for (const currency of currencies) {
        const posting = () => ({ member, currency, idempotencyKey: key() });
        const granted = await ledger.grant({ ...posting(), amount: `${10 + i}`, reason: 'A visit of the wrens' });
        await ledger.grant({ ...posting(), amount: '10', expiresAt: new Date(open.clock.now() + 1_000).toISOString() });
        open.clock.advance(i * 700);
        await ledger.deduct({ ...posting(), amount: '3', reason: 'An order' });
        const hold = await ledger.reserve({ ...posting(), amount: '2', eventId: 'wren-17' });
        await ledger.release({ holdId: hold.entry.id, idempotencyKey: key() });
        await ledger.reverse({ entryId: granted.entry.id, idempotencyKey: key() });
        const actor = { id: 'admin:1', name: 'Ada Admin' };
        await ledger.adjust({ ...posting(), amount: '5', reason: 'Too few before', actor });
        await ledger.adjust({ ...posting(), amount: '-1', reason: 'Too many now', actor });
      }
    }
    open.clock.advance(60_000);
    await ledger.expireDue();
    await knex('rewards_members').where('document_id', ids.at(-1)).delete();
  });
  afterAll(() => open.close());

  const both = async (
    asked: Omit<Parameters<typeof selectionOf>[2], 'segment'> & { segment?: (typeof LEDGER_SEGMENTS)[number] },
    search?: 'all',
  ) => {
    const { knex } = open;
    const dialect = dialectOf(knex);
    const found = await selectionOf(knex, dialect, { segment: 'all', ...asked });
    const selection = search && found.search ? { ...found, search: { ...found.search, accounts: search } } : found;
    const all = [...(await selected(knex, dialect, selection).pluck<string[]>('e.id'))].toSorted();
    for (const column of LEDGER_SORTS) {
      for (const order of SORT_ORDERS) {
        const strata = strataOf(dialect, selection, { column, order });
        const sorted = await findWindow(knex, dialect, selection, strata, { offset: 0, limit: 500, total: 500 });
        for (const offset of [0, 7]) {
          const walked = await findWindow(knex, dialect, selection, strata, { offset, limit: 500, total: MANY });
          expect([column, order, offset, walked]).toEqual([column, order, offset, sorted.slice(offset)]);
        }
        expect([column, order, sorted.toSorted()]).toEqual([column, order, all]);
      }
    }
    return all.length;
  };

  it.each(LEDGER_SEGMENTS)('are the same: %s', async (segment) => {
    const rows = await both({ segment });
    const types = (await open.knex(TABLES.entries).distinct('type').pluck('type')) as EntryType[];
    expect(types).toHaveLength(7);
    expect(rows).toBeGreaterThan(0);
    await expect(both({ segment, currency: currencies[0] })).resolves.toBeLessThan(rows);
  });

  it.each(['wren', 'order', 'wren-17', 'AN'])(
    'are the same where %s is searched for, also among many',
    async (search) => {
      const rows = await both({ search });
      expect(rows).toBeGreaterThan(0);
      await expect(both({ search }, 'all')).resolves.toBe(rows);
      await both({ search, segment: 'grants', currency: currencies[1] }, 'all');
    },
  );
});
