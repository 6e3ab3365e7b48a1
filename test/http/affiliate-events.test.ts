/** C1 to C9, F12: the report of affiliate events over HTTP. */
import {
  AFFILIATE_ENDPOINTS,
  type AffiliateActPreviewDto,
  type AffiliateActsResult,
  type AffiliateDaysDto,
  type AffiliateEventDetailDto,
  type AffiliateEventListDto,
  type AffiliateSystemNameDto,
  type EndpointName,
  endpointUrl,
  type HttpErrorDto,
} from '../../server/contract';
import { type AffiliateClub, openAffiliateClub } from '../db/affiliates/affiliate-club';
import { settleEvent } from '../db/affiliates/outcomes';
import { recordsIn } from '../support/csv';
import { describeOnEveryEngine } from '../support/engines';

const VIEW = 'plugin::rewards.view-affiliate-events';
const SEND = 'plugin::rewards.send-affiliate-events';
const EXPORT = 'plugin::rewards.export-affiliate-events';
const REASON = 'Sent to the wrong network';
const MINUTE = 60_000;

describeOnEveryEngine('affiliate events in the admin panel', (engine) => {
  let open: AffiliateClub;
  let token: string;
  let ids: string[];

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    token = await open.app.adminTokenWith([VIEW, SEND, EXPORT]);
    await open.link('spring', { pid: 'p-7' });
    ids = [];
    for (let i = 0; i < 25; i += 1) {
      open.clock.advance(MINUTE);
      const { event } = await open.affiliates.record(
        open.event({ link: 'spring', clickId: `c-${i}`, payload: { amount: `${i}.10`, currency: 'EUR' } }),
      );
      await settleEvent(open.knex, event.id, {
        status: i < 20 ? 'success' : 'failed',
        at: open.clock.now(),
        error: 'no',
      });
      ids.unshift(event.id);
    }
  });
  afterAll(() => open.close());

  const get = <T>(name: EndpointName, query = '', path: Record<string, string> = {}) =>
    open.app.request<T>(`${endpointUrl(name, path)}${query}`, { token });
  const list = <T = AffiliateEventListDto>(query = '') => get<T>('listAffiliateEvents', query);
  const post = <T>(name: EndpointName, body: object) =>
    open.app.request<T>(endpointUrl(name), { token, method: 'POST', body });
  const refusal = ({ status, body }: { status: number; body: unknown }) => {
    const { details } = (body as HttpErrorDto).error;
    return [status, details.code, details.field];
  };

  it('F16 are listed 20 to a page, newest first, with what the successes come to', async () => {
    const { body } = await list();
    expect(body).toMatchObject({ page: 1, pageSize: 20, total: 25, successesWithoutAmount: 0 });
    expect(body.rows.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    expect(body.totals).toEqual([{ currency: 'EUR', amount: '192.00', count: 20 }]);
    expect((await list('?page=2&pageSize=10')).body.rows.map(({ id }) => id)).toEqual(ids.slice(10, 20));
    expect((await list('?page=4&pageSize=10')).body).toMatchObject({ rows: [], total: 25 });
    expect((await list('?pageSize=1000')).body.rows).toHaveLength(25);
  });

  it('C3 are narrowed, a partner’s blanks left out', async () => {
    expect((await list('?status=failed')).body).toMatchObject({ total: 5, totals: [] });
    expect((await list('?partner=%20p-7%20')).body.total).toBe(25);
    expect((await list('?partner=%20')).body.total).toBe(25);
    expect((await list('?partner=p')).body.total).toBe(0);
    expect((await list('?eventType=bonus&system=tracker')).body.total).toBe(0);
  });

  it.each([
    ['page', '?page=0'],
    ['pageSize', '?pageSize=1001'],
    ['startDate', '?startDate=2026-02-30'],
    ['endDate', '?endDate=yesterday'],
    ['startDate', '?startDate=2026-03-02&endDate=2026-03-01'],
    ['status', '?status=sent'],
    ['eventType', '?eventType='],
    ['partner', `?partner=${'x'.repeat(201)}`],
    ['sort', '?sort=created:ASC'],
  ])('are refused with the name of what is wrong: %s', async (field, query) => {
    expect(refusal(await list(query))).toEqual([400, 'INVALID_INPUT', field]);
  });

  it('are refused of a system that there is not', async () => {
    expect(refusal(await list('?system=nowhere'))).toEqual([404, 'SYSTEM_NOT_FOUND', undefined]);
  });

  it('are told one by one, by day, and by the systems that they go to', async () => {
    const [id = ''] = ids;
    const { body } = await get<AffiliateEventDetailDto>('getAffiliateEvent', '', { event: id });
    expect(body.event).toMatchObject({ id, status: 'failed', error: 'no', allows: ['retry', 'cancel'] });
    const missing = await get('getAffiliateEvent', '', { event: 'NOSUCHEVENT' });
    expect(refusal(missing)).toEqual([404, 'AFFILIATE_EVENT_NOT_FOUND', undefined]);
    const { days } = (await get<AffiliateDaysDto>('countAffiliateDays')).body;
    expect(days).toHaveLength(8);
    expect(days.reduce((sum, { counts }) => sum + (counts.success ?? 0), 0)).toBe(20);
    expect((await get<AffiliateSystemNameDto[]>('listAffiliateSystemNames')).body).toEqual([
      { code: 'tracker', name: 'Tracker' },
    ]);
  });

  it('C9 are exported as CSV, with their filters and without pages and totals', async () => {
    const response = await fetch(`${open.app.url}${endpointUrl('exportAffiliateEvents')}?status=success&partner=p-7`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="affiliate-events_success_partner_[\d-]{10}_[\d-]{10}_\w+\.csv"$/,
    );
    const rows = recordsIn(await response.text());
    expect(rows.map((row) => row['event id'])).toEqual(ids.slice(5));
    expect(rows[0]).toMatchObject({
      ...{ type: 'deposit', status: 'success', system: 'tracker', partner: 'p-7', affiliate: 'north', error: '' },
      ...{ 'link external id': 'spring', amount: '19.10', currency: 'EUR', 'click id': 'c-19' },
      payload: '{"amount":"19.10","currency":"EUR"}',
    });
    expect(refusal(await get('exportAffiliateEvents', '?page=1'))).toEqual([400, 'INVALID_INPUT', 'page']);
  });

  it('F12 are counted first, and then sent again or called off', async () => {
    const filter = { partner: 'p-7' };
    const { body: seen } = await post<AffiliateActPreviewDto>('previewAffiliateActs', { act: 'retry', filter });
    expect(seen).toMatchObject({ able: 5, unable: [{ status: 'success', count: 20 }] });
    const { asOf } = seen;
    const retried = await post<AffiliateActsResult>('actOnAffiliateEvents', { act: 'retry', filter, asOf });
    expect(retried.body).toEqual({ done: 5, unable: [], next: null });
    const off = { act: 'cancel', events: [ids[0], ids[24], ids[0]], reason: REASON };
    const { body } = await post<AffiliateActsResult>('actOnAffiliateEvents', off);
    expect(body).toEqual({ done: 1, unable: [{ status: 'success', count: 1 }], next: null });
    const { acts } = (await get<AffiliateEventDetailDto>('getAffiliateEvent', '', { event: ids[0]! })).body;
    expect(acts).toMatchObject([{ act: 'retry' }, { act: 'cancel', reason: REASON }]);
    expect(acts[0]?.actor?.id).toMatch(/^admin:\d+$/);
  });

  it.each<[string, object]>([
    ['act', { act: 'delete', events: ['A'] }],
    ['events', { act: 'retry' }],
    ['events', { act: 'retry', events: ['A'], filter: {} }],
    ['events', { act: 'retry', events: [] }],
    ['events', { act: 'retry', events: Array.from({ length: 1_001 }, (_, i) => `E${i}`) }],
    ['reason', { act: 'cancel', events: ['A'] }],
    ['reason', { act: 'cancel', events: ['A'], reason: 'short' }],
    ['after', { act: 'retry', filter: {}, after: 'here' }],
    ['filter.status', { act: 'retry', filter: { status: 'sent' } }],
  ])('F12 are not acted on without knowing what: %s', async (field, body) => {
    expect(refusal(await post('actOnAffiliateEvents', body))).toEqual([400, 'INVALID_INPUT', field]);
  });

  it('are shown, sent and exported by whoever has the permission for it alone', async () => {
    const byPermission = {
      [VIEW]: 'view-affiliate-events',
      [SEND]: 'send-affiliate-events',
      [EXPORT]: 'export-affiliate-events',
    };
    for (const [permission, name] of Object.entries(byPermission)) {
      const only = await open.app.adminTokenWith([permission]);
      for (const [endpoint, { method, permissions }] of Object.entries(AFFILIATE_ENDPOINTS)) {
        const body = { act: 'retry', events: ['NONE'] };
        const { status } = await open.app.request(endpointUrl(endpoint as EndpointName, { event: ids[0]! }), {
          ...{ token: only, method },
          ...(method === 'POST' && { body }),
        });
        expect([endpoint, name, status === 403]).toEqual([
          endpoint,
          name,
          !(permissions as readonly string[]).includes(name),
        ]);
      }
    }
  });
});
