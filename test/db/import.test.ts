/**
 * D8 over whole order histories. The expected figures were computed apart from this code, by a short calculation of
 * floor(value × 5 % × multiplier) over the orders, oldest first.
 */
import fs from 'node:fs';
import { Readable } from 'node:stream';

import type { EarningService, ImportSummary } from '../../server/contract';
import { describeOnEveryEngine, describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { sampleFile, syntheticHistory } from '../support/order-history';

const CREDITS = { code: 'credits', scale: 2, drivesTiers: true } as const;
const SYNTHETIC = { orders: 445, granted: 417, skipped: 28, members: 60, total: '453148.54' } as const;
const SAMPLE = { orders: 6_856, granted: 6_847, skipped: 9, members: 2_357, total: '12276.16' } as const;

const clean = { status: 'completed', replayed: 0, refused: 0, badLines: 0, problems: [] } as const;
const text = (lines: string) => ({ text: Readable.from([lines]), format: 'cdnow' }) as const;
const csv = (...lines: string[]) => ({ text: Readable.from([lines.join('\n')]), format: 'csv' }) as const;

/** The same history of other customers. */
const ofOthers = (history: string, digit: string) => history.replaceAll(/^ 0/gm, ` ${digit}`);
const problemsOf = ({ problems }: ImportSummary) => problems.map(({ line, error }) => `${line} ${error.code}`);

describeOnEveryEngine('an import', (engine) => {
  let open: OpenLedger;
  let earning: EarningService;
  const rowsOf = async (table: string) => Number((await open.knex(table).count({ rows: '*' }))[0]!.rows);

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency(CREDITS);
    earning = open.strapi.plugin('rewards').service<EarningService>('earning');
  });
  afterAll(() => open.close());

  it('tells in a dry run what it would do, and writes nothing', async () => {
    const summary = await earning.importOrders(text(syntheticHistory()), { dryRun: true });
    expect(summary).toMatchObject({ ...clean, ...SYNTHETIC, dryRun: true, currency: 'credits' });
    expect(await rowsOf('rewards_ledger_entries')).toBe(0);
    expect(await rowsOf('rewards_members')).toBe(0);
    expect(await rowsOf('rewards_skipped_orders')).toBe(0);
  });

  it('gives each order the multiplier of the tier that was reached before it', async () => {
    expect(await earning.importOrders(text(syntheticHistory()))).toMatchObject({ ...clean, ...SYNTHETIC });
    const rows: { metadata: string }[] = await open.knex('rewards_ledger_entries').distinct('metadata');
    const multipliers = rows.map(({ metadata }) => (JSON.parse(metadata) as { multiplier: string }).multiplier);
    expect(new Set(multipliers)).toEqual(new Set(['1.0', '1.2', '1.5', '2.0']));
    expect((await open.ledger.check()).findings).toEqual([]);
  });

  it('posts nothing the second time, although tiers have risen since', async () => {
    const rows = await rowsOf('rewards_ledger_entries');
    const again = await earning.importOrders(text(syntheticHistory()));
    expect(again).toMatchObject({ ...clean, ...SYNTHETIC, granted: 0, replayed: SYNTHETIC.granted, total: '0.00' });
    expect(await earning.importOrders(text(syntheticHistory()), { dryRun: true })).toEqual({ ...again, dryRun: true });
    expect(await rowsOf('rewards_ledger_entries')).toBe(rows);
  });

  it('finishes what was broken off, to the same figures', async () => {
    const whole = ofOthers(syntheticHistory(), '8');
    const dateOf = (line: string) => line.slice(7, 15);
    const oldest = whole
      .split(/(?<=\n)/)
      .sort((a, b) => dateOf(a).localeCompare(dateOf(b)))
      .slice(0, 200)
      .join('');
    const first = await earning.importOrders(text(oldest));
    const rest = await earning.importOrders(text(whole));
    expect(first.orders).toBe(200);
    expect(rest).toMatchObject({ ...clean, orders: SYNTHETIC.orders, replayed: first.granted });
    expect(first.granted + rest.granted).toBe(SYNTHETIC.granted);
    const cents = (total: string) => BigInt(total.replace('.', ''));
    expect(cents(first.total) + cents(rest.total)).toBe(cents(SYNTHETIC.total));
  });

  it('reports bad lines by their number and passes over them', async () => {
    const lines = ['70001 19970101 1 20.00', '', 'nonsense', '70001 19970231 1 20.00', '70001 19970102 1 -3.00'];
    const more = [
      '70001 29990101 1 20.00',
      '70001 19970103 one 20.00',
      '70001 19970104 1 20.123456789',
      '70001 19970105 1 9.99',
    ];
    const summary = await earning.importOrders(text([...lines, ...more].join('\r\n')));
    expect(summary).toMatchObject({ status: 'completed', orders: 2, granted: 2, badLines: 6, total: '1.49' });
    expect(problemsOf(summary)).toEqual([
      '3 INVALID_INPUT',
      '4 INVALID_INPUT',
      '5 INVALID_AMOUNT',
      '6 IN_THE_FUTURE',
      '7 INVALID_INPUT',
      '8 INVALID_AMOUNT',
    ]);
  });

  it('posts nothing at all when it is to abort at a bad line', async () => {
    const rows = await rowsOf('rewards_ledger_entries');
    const lines = text('70002 19970101 1 20.00\nnonsense\n70002 19970102 1 20.00\n');
    const summary = await earning.importOrders(lines, { onError: 'abort' });
    expect(summary).toMatchObject({ status: 'aborted', granted: 0, orders: 2, badLines: 1 });
    expect(problemsOf(summary)).toEqual(['2 INVALID_INPUT']);
    expect(await rowsOf('rewards_ledger_entries')).toBe(rows);
  });

  it('reads CSV by its header, with quotes that hold commas and line ends', async () => {
    const summary = await earning.importOrders(
      csv(
        'note,order_id,customer,amount,ordered_at,',
        '"two lines,',
        'and a ""quote""",A-1,csv-1,100.00,1998-05-01T10:00:00+02:00,',
        ',A-2,csv-1,50,1998-05-02,""',
        ',A-3,csv-1',
        ',A-4,csv-1,1,1998-05-03T10:00:00,',
        ',A-5,"csv"-1,1,1998-05-03,',
      ),
    );
    expect(summary).toMatchObject({ orders: 2, granted: 2, total: '7.50', from: '1998-05-01T08:00:00.000Z' });
    expect(problemsOf(summary)).toEqual(['5 INVALID_INPUT', '6 INVALID_INPUT', '7 INVALID_INPUT']);
  });

  it('does not earn again what came in live, nor one order id twice', async () => {
    const live = { externalId: 'live-1', orderId: 'L-1', amount: '40.00', orderedAt: '1998-05-01T00:00:00Z' };
    await earning.forOrder(live);
    const summary = await earning.importOrders({
      orders: [
        live,
        { ...live, orderId: 'L-2' },
        { ...live, orderId: 'L-2' },
        { ...live, orderId: 'L-1', amount: '41.00' },
      ],
    });
    expect(summary).toMatchObject({ orders: 4, granted: 1, replayed: 2, refused: 1, total: '2.00' });
    expect(problemsOf(summary)).toEqual(['4 IDEMPOTENCY_CONFLICT']);
  });

  it('tells its progress', async () => {
    const told: string[] = [];
    const onProgress = ({ phase, done, total }: { phase: string; done: number; total: number | null }) =>
      told.push(`${phase} ${done} ${String(total)}`);
    await earning.importOrders(text(syntheticHistory()), { dryRun: true, onProgress });
    expect(told).toEqual(['posting 0 445', 'posting 445 445']);
  });

  it('refuses what it cannot work with, before it reads anything', async () => {
    const lines = text(syntheticHistory());
    await expect(earning.importOrders(lines, { currency: 'doubloons' })).rejects.toMatchObject({
      code: 'UNKNOWN_CURRENCY',
    });
    await expect(earning.importOrders({ ...lines, format: 'xml' as never })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(earning.importOrders(lines, { onError: 'panic' as never })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(earning.importOrders(csv('customer,amount'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

const sample = sampleFile();
// What a database has to do with an import is tested on the synthetic history.
const describeOnSome = process.env.REWARDS_TEST_DEEP === 'true' ? describeOnEveryEngine : describeOnOneEngine;
if (sample !== null) {
  describeOnSome('the import of 6,856 real orders', (engine) => {
    let open: OpenLedger;

    beforeAll(async () => {
      open = await openLedger(engine);
      await open.currency(CREDITS);
    });
    afterAll(() => open.close());

    it('grants 6,847 times, skips 9, totals 12,276.16 over 2,357 members, and posts nothing the second time', async () => {
      const earning = open.strapi.plugin('rewards').service<EarningService>('earning');
      const read = () => ({ text: fs.createReadStream(sample), format: 'cdnow' }) as const;

      expect(await earning.importOrders(read())).toMatchObject({ ...clean, ...SAMPLE });
      const again = { ...clean, ...SAMPLE, granted: 0, replayed: SAMPLE.granted, total: '0.00' };
      expect(await earning.importOrders(read())).toMatchObject(again);
      const [count] = await open.knex('rewards_ledger_entries').count({ rows: '*' });
      expect(Number(count!.rows)).toBe(SAMPLE.granted);
      expect((await open.ledger.check()).findings).toEqual([]);
    });
  });
}
