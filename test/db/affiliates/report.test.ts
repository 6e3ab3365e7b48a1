/** F4, F12, F16 to F18: the report of affiliate events, over a real database. */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import {
  AFFILIATE_EVENT_STATUSES,
  type AffiliateEventInput,
  type AffiliateEventListDto,
  type AffiliateEventStatus,
} from '../../../server/contract';
import { type ActDependencies, actOn } from '../../../server/affiliates/acts/act';
import { type ActOnManyDependencies, actOnMany, previewActs } from '../../../server/affiliates/report/act-on-many';
import { countDays } from '../../../server/affiliates/report/days';
import { eventDetail } from '../../../server/affiliates/report/event-detail';
import { exportEvents } from '../../../server/affiliates/report/export-events';
import { listEvents } from '../../../server/affiliates/report/list-events';
import { roundedToPlaces } from '../../../server/affiliates/report/places';
import type { AskedFilter } from '../../../server/affiliates/report/selection';
import { createSystemsSource } from '../../../server/affiliates/systems/systems-source';
import { createIdSource } from '../../../server/kernel';
import { recordsIn } from '../../support/csv';
import { describeOnEveryEngine } from '../../support/engines';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from './affiliate-club';
import { settleEvent } from './outcomes';

const DAY = 24 * 60 * 60 * 1000;
const ADMIN = { id: 'admin:1', name: 'Ada Admin' };

describeOnEveryEngine('the report of affiliate events', (engine) => {
  let open: AffiliateClub;
  let deps: ActOnManyDependencies;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    await open.affiliates.saveSystem({ ...SYSTEM, code: 'other', name: 'Other' });
    await open.affiliates.switchSystem({ system: 'other', on: false, actor: ADMIN });
    for (const system of [SYSTEM.code, 'other']) {
      await open.link('spring', { pid: 'p-7', stag: 's-9' }, system);
      await open.link('summer', { pid: 'p-7' }, system);
    }
    const systems = createSystemsSource({ db: open.knex, currentTransaction: () => undefined });
    const acts: ActDependencies = {
      ...{ clock: open.clock, newId: createIdSource(), onRecorded: () => undefined },
      inTransaction: (work) => open.knex.transaction((trx) => work(trx)),
    };
    deps = { db: open.knex, clock: open.clock, systems, actOn: (ids, input) => actOn(acts, ids, input) };
  });
  afterAll(() => open.close());
  // Each test has a month of its own.
  beforeEach(() => open.clock.advance(40 * DAY));

  const record = async (more: Partial<AffiliateEventInput> = {}): Promise<string> =>
    (await open.affiliates.record(open.event(more))).event.id;
  const settled = async (status: AffiliateEventStatus, more: Partial<AffiliateEventInput> = {}): Promise<string> => {
    const id = await record(more);
    await settleEvent(open.knex, id, { status, at: open.clock.now() });
    return id;
  };
  const list = (filter: AskedFilter & { page?: number; pageSize?: number } = {}): Promise<AffiliateEventListDto> =>
    listEvents(deps, { page: 1, pageSize: 20, ...filter });
  const idsIn = async (filter: AskedFilter = {}) => (await list(filter)).rows.map(({ id }) => id);
  const today = () => new Date(open.clock.now()).toISOString().slice(0, 10);
  const dayBefore = (days: number): string => new Date(open.clock.now() - days * DAY).toISOString().slice(0, 10);
  /** Goes to an instant of the present day of UTC. */
  const goTo = (time: string) => open.clock.advance(Date.parse(`${today()}T${time}Z`) - open.clock.now());
  async function exported(filter: AskedFilter = {}): Promise<Record<string, string>[]> {
    const { content } = await exportEvents(deps, filter);
    let text = '';
    for await (const piece of content) text += String(piece);
    return recordsIn(text);
  }

  it('F16 shows the last seven days unless it is told otherwise, both ends by days of UTC', async () => {
    goTo('00:00:00.000');
    const before = open.clock.now() - 1;
    open.clock.advance(-1);
    const early = await record();
    open.clock.advance(1);
    const first = await record();
    open.clock.advance(7 * DAY);
    goTo('23:59:59.999');
    const last = await record();
    const { rows, startDate, endDate, total } = await list();
    expect([startDate, endDate, total]).toEqual([dayBefore(7), today(), 2]);
    expect(rows.map(({ id }) => id)).toEqual([last, first]);
    const day = new Date(before).toISOString().slice(0, 10);
    expect(await idsIn({ startDate: day, endDate: day })).toEqual([early]);
    expect(await idsIn({ endDate: day })).toEqual([early]);
    expect(await idsIn({ startDate: today() })).toEqual([last]);
    await expect(list({ startDate: today(), endDate: day })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'startDate' },
    });
  });

  it('F16 has what was recorded last first, and by its id what was recorded at once', async () => {
    const events = Array.from({ length: 5 }, () => open.event());
    const outcomes = await open.affiliates.recordMany(events);
    open.clock.advance(1);
    const newest = await record();
    const ids = outcomes.flatMap((one) => (one.ok ? [one.event.id] : []));
    expect(await idsIn()).toEqual([newest, ...ids.sort().reverse()]);
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list({ page, pageSize: 2 })));
    expect(pages.map(({ rows }) => rows.length)).toEqual([2, 2, 2, 0]);
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual([newest, ...ids]);
    expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([6]));
  });

  it('F16 finds a partner by the event’s pid and the link’s external id, pid and stag, to the letter', async () => {
    const own = await record({ pid: 'p-7' });
    open.clock.advance(1);
    const spring = await record({ link: 'spring' });
    open.clock.advance(1);
    const summer = await record({ link: 'summer', pid: 'else' });
    await record({ pid: 'P-7' });
    await record({ pid: 'p-70' });
    expect(await idsIn({ partner: 'p-7' })).toEqual([summer, spring, own]);
    expect(await idsIn({ partner: 's-9' })).toEqual([spring]);
    expect(await idsIn({ partner: 'summer' })).toEqual([summer]);
    expect(await idsIn({ partner: 'else' })).toEqual([summer]);
    expect(await idsIn({ partner: 'p-' })).toEqual([]);
  });

  it('F16 narrows by type, status and system, each to the letter and all at once', async () => {
    const deposit = await settled('failed', { type: 'deposit', system: 'other' });
    const bonus = await settled('failed', { type: 'bonus' });
    const sent = await settled('success', { type: 'deposit' });
    await settled('success', { type: 'Deposit' });
    expect((await idsIn({ eventType: 'deposit' })).sort()).toEqual([deposit, sent].sort());
    expect((await idsIn({ status: 'failed' })).sort()).toEqual([deposit, bonus].sort());
    expect(await idsIn({ system: 'other' })).toEqual([deposit]);
    expect(await idsIn({ eventType: 'deposit', status: 'failed', system: 'other' })).toEqual([deposit]);
    expect(await idsIn({ eventType: 'bonus', system: 'other' })).toEqual([]);
    await expect(list({ system: 'nowhere' })).rejects.toMatchObject({ code: 'SYSTEM_NOT_FOUND' });
  });

  it('F4 totals take successes with an amount, a currency apart, and count those without one', async () => {
    await settled('success', { payload: { amount: '1000.004', currency: 'EUR' } });
    await settled('success', { payload: { amount: '250', currency: 'eur' } });
    await settled('success', { payload: { amount: '7.005' } });
    await settled('success', { payload: '{"amount":123456789012345678901234567890.125,"currency":"BTC"}' });
    await settled('success', { payload: '{"amount":-0.000000000000000001,"currency":"BTC"}' });
    await settled('success', { type: 'registration' });
    await settled('success', { payload: { amount: 'abc', currency: 'EUR' } });
    for (const status of AFFILIATE_EVENT_STATUSES.filter((one) => one !== 'success')) {
      await settled(status, { payload: { amount: '5', currency: 'EUR' } });
    }
    const { totals, successesWithoutAmount, total } = await list();
    expect(totals).toEqual([
      { currency: 'BTC', amount: '123456789012345678901234567890.12', count: 2 },
      { currency: 'EUR', amount: '1250.00', count: 2 },
      { currency: 'UNKNOWN', amount: '7.01', count: 1 },
    ]);
    expect([successesWithoutAmount, total]).toEqual([2, 13]);
    expect(await list({ status: 'failed' })).toMatchObject({ totals: [], successesWithoutAmount: 0, total: 1 });
    expect(await list({ status: 'success', pageSize: 1 })).toMatchObject({ totals, total: 7 });
  });

  it('F4 totals are the sums of the successful rows of the export, whatever the filter', async () => {
    const amounts = ['0', '0.005', '-12.5', '1e3', '1E-9', '999999999999.99999999', '0.000000001', '1e30', '-1e30'];
    const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
    const oneEvent = fc.record({
      type: pick('deposit', 'bonus', 'registration'),
      status: pick<AffiliateEventStatus>('success', 'success', 'failed', 'pending'),
      amount: fc.oneof(
        pick(...amounts),
        fc.integer({ min: -1e9, max: 1e9 }).map((n) => String(n / 100)),
        pick(''),
      ),
      currency: pick('EUR', 'usd', 'JPY', ''),
      system: pick(SYSTEM.code, 'other'),
      link: pick('spring', 'summer', undefined),
    });
    const events = fc.sample(oneEvent, { numRuns: 60, seed: 4 });
    for (const { status, amount, currency, link, ...event } of events) {
      open.clock.advance(DAY / 6);
      const payload = `{${[amount && `"sum":${amount}`, currency && `"currency":"${currency}"`].filter(Boolean).join()}}`;
      await settled(status, { ...event, payload, ...(link && { link }) });
    }
    const filters = fc.sample(
      fc.record(
        {
          eventType: pick('deposit', 'bonus'),
          status: pick<AffiliateEventStatus>('success', 'failed'),
          system: pick('other'),
          partner: pick('p-7', 's-9', 'summer'),
          startDate: pick(dayBefore(9), dayBefore(4)),
          endDate: pick(dayBefore(3), today()),
        },
        { requiredKeys: [] },
      ),
      { numRuns: 25, seed: 17 },
    );
    expect((await list()).total).toBeGreaterThan(40);
    for (const filter of [{}, ...filters]) {
      const [rows, { total, totals, successesWithoutAmount }] = [await exported(filter), await list(filter)];
      expect(rows).toHaveLength(total);
      const successes = rows.filter((row) => row.status === 'success');
      const sums = new Map<string, { sum: Decimal; count: number }>();
      const Exact = Decimal.clone({ precision: 200 });
      for (const { currency = '', amount = '' } of successes.filter((row) => row.amount !== '')) {
        const { sum, count } = sums.get(currency) ?? { sum: new Exact(0), count: 0 };
        sums.set(currency, { sum: sum.plus(amount), count: count + 1 });
      }
      const wanted = [...sums].map(([currency, { sum, count }]) => ({ currency, amount: roundedToPlaces(sum), count }));
      expect(totals).toEqual(wanted.sort((a, b) => (a.currency < b.currency ? -1 : 1)));
      expect(successesWithoutAmount).toBe(successes.filter((row) => row.amount === '').length);
    }
  });

  it('F17 exports every match in the order of the table, over many pages, with nothing that a spreadsheet runs', async () => {
    const inputs = Array.from({ length: 2_300 }, (_, i) => open.event({ payload: { n: i, amount: '1' } }));
    for (let i = 0; i < inputs.length; i += 460) {
      await open.affiliates.recordMany(inputs.slice(i, i + 460));
      open.clock.advance(1);
    }
    await record({ type: 'bonus', clickId: '=1+1', tid: 'a,"b"\nc', payload: { value: '-3.50', currency: 'eur' } });
    const rows = await exported();
    expect(rows).toHaveLength(2_301);
    const stored: unknown = await open
      .knex('rewards_affiliate_deliveries')
      .where('created_at', '>=', open.clock.now() - DAY)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select('id');
    expect(rows.map((row) => row['event id'])).toEqual((stored as { id: string }[]).map(({ id }) => id));
    expect(rows[0]).toMatchObject({
      ...{ 'click id': "'=1+1", tid: 'a,"b"\nc', amount: '-3.50', currency: 'EUR', status: 'pending' },
      ...{ type: 'bonus', partner: 'N/A', 'related id': 'N/A', payload: '{"value":"-3.50","currency":"eur"}' },
    });
    expect(Object.keys(rows[0] ?? {})).not.toContain('totals');
  });

  it('F18 tells related id, partner, amount and what was sent', async () => {
    const ids = { userId: 'u1', transactionId: 't1', accountId: 'a1' };
    const all = { ...ids, link: 'spring', pid: 'own', payload: { amount: '1234.505', currency: 'eur' } };
    await record(all);
    const { rows } = await list();
    expect(rows[0]).toMatchObject({
      ...{ related: { kind: 'user', id: 'u1' }, partner: 'own', amount: '1234.505', shownAmount: '1234.51' },
      ...{ currency: 'EUR', payload: '{"amount":"1234.505","currency":"eur"}', allows: ['cancel'] },
    });
    open.clock.advance(1);
    await record({ link: 'spring', payload: { _payload: { x: 1 } } });
    open.clock.advance(1);
    await record({ requestBody: 'value=7&currency=usd', payload: { value: 8 } });
    const [form, inner] = (await list()).rows;
    expect(form).toMatchObject({ related: null, partner: null, shownAmount: '7.00', payload: 'value=7&currency=usd' });
    expect(inner).toMatchObject({ related: { kind: 'link' }, partner: 'p-7', shownAmount: null, payload: '{"x":1}' });
  });

  it('F13 tells an event with its payloads, attempts and acts in order, and what corrects it', async () => {
    const id = await record({ payload: '{"amount":1.10}', requestBody: 'value=2' });
    const at = open.clock.now();
    const tries = [
      { outcome: 'retry', httpStatus: 503 },
      { outcome: 'failed', httpStatus: 400, answer: 'no' },
    ] as const;
    await settleEvent(open.knex, id, { status: 'failed', at, error: 'no', tries });
    await deps.actOn([id], { act: 'retry', actor: ADMIN, reason: null });
    const detail = await eventDetail(open.knex, id);
    expect(detail).toMatchObject({
      event: { id, status: 'pending', allows: ['cancel'], attempts: 2, shownAmount: '2.00' },
      ...{ payload: '{"amount":1.10}', requestBody: 'value=2', savedPayload: 'value=2', corrections: [] },
      attempts: [
        { number: 1, outcome: 'retry', httpStatus: 503, startedAt: new Date(at - 60_000).toISOString() },
        { number: 2, outcome: 'failed', httpStatus: 400, answer: 'no', nextAttemptAt: null },
      ],
      acts: [{ act: 'retry', actor: ADMIN, reason: null }],
    });
    await expect(eventDetail(open.knex, 'NOSUCHEVENT')).rejects.toMatchObject({ code: 'AFFILIATE_EVENT_NOT_FOUND' });
  });

  it('F12 counts first what an act comes to, then does it and nothing else', async () => {
    const by: Partial<Record<AffiliateEventStatus, string>> = {};
    for (const status of AFFILIATE_EVENT_STATUSES) by[status] = await settled(status);
    const filter = {};
    const others = { success: 1, not_qualified: 1, cancelled: 1, processing: 1 };
    const unableOf = (counts: Readonly<Record<string, number>>): unknown =>
      expect.arrayContaining(Object.entries(counts).map(([status, count]) => ({ status, count })));
    const seen = await previewActs(deps, { act: 'retry', filter });
    expect(seen).toMatchObject({ able: 2, unable: unableOf({ ...others, pending: 1 }) });
    expect(seen.unable).toHaveLength(5);
    const events = Object.values(by);
    expect(await previewActs(deps, { act: 'cancel', events: [...events, 'NONE'] })).toMatchObject({
      able: 3,
      unable: unableOf(others),
    });
    const who = { actor: ADMIN, reason: null } as const;
    expect(await actOnMany(deps, { act: 'retry', filter, ...who })).toEqual({ done: 2, unable: [], next: null });
    expect((await list({ status: 'pending' })).rows.map(({ id }) => id).sort()).toEqual(
      [by.pending, by.failed, by.retried].sort(),
    );
    expect(await actOnMany(deps, { act: 'retry', filter, ...who })).toMatchObject({ done: 0 });
    const off = { act: 'cancel', actor: ADMIN, reason: 'Sent by mistake' } as const;
    const cancelled = await actOnMany(deps, { ...off, events: [...events, 'NONE'] });
    expect(cancelled).toMatchObject({ done: 3, next: null, unable: unableOf(others) });
    expect(cancelled.unable).toContainEqual({ status: null, count: 1 });
    expect((await eventDetail(open.knex, by.failed!)).acts).toMatchObject([
      { act: 'retry', reason: null },
      { act: 'cancel', reason: 'Sent by mistake', actor: ADMIN },
    ]);
  });

  it('F12 does it with all of a filter, a thousand at a time, and passes over what came later', async () => {
    const inputs = Array.from({ length: 1_001 }, () => open.event({ type: 'bonus' }));
    await open.affiliates.recordMany(inputs.slice(0, 1_000));
    await open.affiliates.recordMany(inputs.slice(1_000));
    const kept = await record({ type: 'deposit' });
    const filter = { eventType: 'bonus' };
    const { able, asOf } = await previewActs(deps, { act: 'cancel', filter });
    expect(able).toBe(1_001);
    open.clock.advance(1);
    const later = await record({ type: 'bonus' });
    const off = { act: 'cancel', actor: ADMIN, reason: 'Sent by mistake', filter, asOf: Date.parse(asOf) } as const;
    const first = await actOnMany(deps, off);
    expect(first).toMatchObject({ done: 1_000, unable: [] });
    const [createdAt, id = ''] = first.next!.split('.');
    const after = { createdAt: Number(createdAt), id };
    expect(await actOnMany(deps, { ...off, after })).toEqual({ done: 1, unable: [], next: null });
    expect((await list({ status: 'cancelled' })).total).toBe(1_001);
    expect((await idsIn({ status: 'pending' })).sort()).toEqual([kept, later].sort());
  });

  it('counts days of UTC by status, every day of the window, and of a long one the last', async () => {
    goTo('23:59:59.999');
    const day = today();
    await settled('success');
    await settled('failed');
    await settled('failed');
    open.clock.advance(1);
    await record();
    const { days, isCut } = await countDays(deps, { startDate: day, endDate: dayBefore(-1) });
    expect([days, isCut]).toEqual([
      [
        { day, counts: { success: 1, failed: 2 } },
        { day: today(), counts: { pending: 1 } },
        { day: dayBefore(-1), counts: {} },
      ],
      false,
    ]);
    const long = await countDays(deps, { startDate: dayBefore(200), status: 'failed' });
    expect([long.days.length, long.isCut, long.days[0]?.day]).toEqual([92, true, dayBefore(91)]);
    expect(long.days.at(-2)).toEqual({ day, counts: { failed: 2 } });
  });
});
