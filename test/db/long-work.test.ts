/** However many checks, rebuilds and exports run at once, and however small the pool: the host is answered meanwhile. */
import type { Readable } from 'node:stream';

import { longWorkOf } from '../../server/kernel';
import { selectionOf, strataOf } from '../../server/reports/entries';
import { exportLedger } from '../../server/reports/export';
import { readAll } from '../../server/reports/export/export-store';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { createPreparedDatabase } from '../support/strapi';

const MEMBERS = 20;
/** More than two pages of an export. */
const ROWS = 2_500;
/** What a query of the host may take at most, on a machine that is busy, in milliseconds. */
const PATIENCE = 2_000;

describeOnEveryEngine('long work', (engine) => {
  let database: ScratchDatabase;
  let members: string[] = [];
  let currency: string;
  let rows = ROWS;

  beforeAll(async () => {
    database = await createPreparedDatabase(engine);
    const open = await openLedger(engine, { database });
    currency = await open.currency();
    members = await Promise.all(Array.from({ length: MEMBERS }, () => open.member()));
    const inputs = Array.from({ length: ROWS }, (_, i) => ({
      ...{ type: 'grant' as const, member: members[i % MEMBERS]!, currency, amount: '1' },
      idempotencyKey: open.key(),
    }));
    await open.ledger.postMany(inputs);
    await open.close();
  });
  afterAll(() => database.drop());

  async function withPool(size: number, work: (open: OpenLedger) => Promise<void>): Promise<void> {
    const env = { DATABASE_POOL_MAX: String(size), DATABASE_POOL_MIN: '0' };
    const open = await openLedger(engine, { database, env });
    try {
      await work(open);
    } finally {
      await open.close();
    }
  }

  /** The longest that one of a few queries of the host took. */
  async function hostWaits({ strapi }: OpenLedger): Promise<number> {
    let longest = 0;
    for (let i = 0; i < 5; i += 1) {
      const begun = Date.now();
      expect(await strapi.db.query('plugin::rewards.member').count()).toBe(MEMBERS);
      longest = Math.max(longest, Date.now() - begun);
    }
    return longest;
  }

  const sizes = engine === 'sqlite' ? [1] : [1, 2, 4, 10];

  it.each(sizes)(
    'leaves the host its part of a pool of %i, with as many checks and rebuilds, and twice as many',
    async (size) => {
      await withPool(size, async (open) => {
        const { ledger } = open;
        for (const count of [size, 2 * size]) {
          const some = Array.from({ length: count }, (_, i) => ({ member: members[i % MEMBERS]! }));
          for (const kind of ['check', 'rebuild', 'verifyChain'] as const) {
            const begun = Date.now();
            // Of some members, so that none of them shares another one's run; and of all.
            const working = Promise.all([...some.map((scope) => ledger[kind](scope)), ledger[kind]()]);
            expect(await hostWaits(open)).toBeLessThan(PATIENCE);
            await working;
            expect(Date.now() - begun).toBeLessThan(30_000);
          }
        }
      });
    },
  );

  /** How long postings to members take whose rows are being read, in milliseconds. */
  async function postingsWait({ ledger, key }: OpenLedger): Promise<number> {
    const begun = Date.now();
    const some = [members[0]!, members.at(-1)!];
    await Promise.all(some.map((one) => ledger.grant({ member: one, currency, amount: '1', idempotencyKey: key() })));
    rows += some.length;
    return Date.now() - begun;
  }

  it.each(sizes)('gives the connections of a pool of %i back whose exports nobody reads', async (size) => {
    await withPool(size, async (open) => {
      const { knex, clock, ledger } = open;
      // Of this module, which is not the plugin's own copy.
      longWorkOf(knex).settings = () => ({ wait: 500, reader: 3_000 });
      const asked = { segment: 'all', sort: { column: 'posted', order: 'ASC' } } as unknown as Parameters<
        typeof exportLedger
      >[1];
      const files: Readable[] = [];
      let refused = 0;
      const begin = async (): Promise<void> => {
        try {
          const { content } = await exportLedger({ db: knex, clock }, asked);
          files.push(content);
          content.on('error', () => undefined);
          // The heading and the first page, and not the rest.
          const reader = content[Symbol.asyncIterator]() as AsyncIterator<unknown>;
          await reader.next();
          await reader.next();
        } catch (error) {
          expect(error).toMatchObject({ code: 'LEDGER_BUSY' });
          refused += 1;
        }
      };
      await Promise.all(Array.from({ length: 2 * size }, begin));
      expect(await hostWaits(open)).toBeLessThan(PATIENCE);
      expect(files.length + refused).toBe(2 * size);
      if (size > 1) expect(refused).toBeGreaterThan(0);
      await Promise.all(
        files.map((file) => new Promise((resolve) => (file.closed ? resolve(0) : file.once('close', resolve)))),
      );
      for (const file of files) expect(file.errored?.message).toContain('nobody read on');
      // All is free again.
      const { content } = await exportLedger({ db: knex, clock }, asked);
      let lines = 0;
      for await (const piece of content) lines += String(piece).split('\r\n').length - 1;
      expect(lines).toBe(rows + 1);
      expect((await ledger.check()).findings).toEqual([]);
    });
  });

  it('keeps nobody from posting between the first page of an export and the last, and shows none of what was posted', async () => {
    await withPool(4, async (open) => {
      const { knex } = open;
      const before = rows;
      const selection = await selectionOf(knex, engine, { segment: 'all' });
      const pages = readAll(knex, engine, selection, strataOf(engine, selection, { column: 'posted', order: 'ASC' }));
      let read = 0;
      for await (const page of pages) {
        if (read === 0) expect(await postingsWait(open)).toBeLessThan(PATIENCE);
        read += page.length;
      }
      expect([read, rows]).toEqual([before, before + 2]);
    });
  });

  it('answers ten who ask the same with two runs', async () => {
    await withPool(4, async (open) => {
      let begun = 0;
      open.knex.on('query', ({ sql }: { sql: string }) => {
        if (/AS owed/.test(sql)) begun += 1;
      });
      await Promise.all(Array.from({ length: 10 }, () => open.ledger.check()));
      expect(begun).toBe(2);
    });
  });
});
