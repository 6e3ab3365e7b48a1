/** C14, F15: what was sent beside what a network has booked, over HTTP. */
import {
  AFFILIATE_COMPARISON_ENDPOINTS,
  type AffiliateColumnMapping,
  type AffiliateComparisonDto,
  type AffiliateComparisonInput,
  type AffiliateComparisonListDto,
  type AffiliateComparisonRowsDto,
  type AffiliateStatementDto,
  type EndpointName,
  endpointUrl,
  type HttpErrorDto,
} from '../../server/contract';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from '../db/affiliates/affiliate-club';
import { settleEvent } from '../db/affiliates/outcomes';
import { recordsIn } from '../support/csv';
import { describeOnEveryEngine } from '../support/engines';

const COMPARE = 'plugin::rewards.compare-affiliate-events';
const EVENTS = 1_500;
const MAPPING: AffiliateColumnMapping = {
  ...{ match: 'clickId', idColumn: 'Click ID', amountColumn: 'Payout', currencyColumn: null, currency: 'EUR' },
  ...{ statusColumn: 'State', bookedStatuses: ['approved'], dateColumn: 'Day', decimalSign: '.' },
};

describeOnEveryEngine('a comparison with a network’s file', (engine) => {
  let open: AffiliateClub;
  let token: string;
  let day: string;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    await open.affiliates.switchSystem({ system: SYSTEM.code, on: false, actor: { id: 'host:test' } });
    token = await open.app.adminTokenWith([COMPARE]);
    day = open.clock.iso().slice(0, 10);
    const events = Array.from({ length: EVENTS }, (_, i) =>
      open.event({ clickId: `c-${i}`, payload: { amount: `${i}.10`, currency: 'EUR' } }),
    );
    for (let from = 0; from < EVENTS; from += 1_000) {
      await open.affiliates.recordMany(events.slice(from, from + 1_000));
    }
    await open.knex('rewards_affiliate_deliveries').update({ status: 'success', lane: null, due_at: null });
    const { event } = await open.affiliates.record(open.event({ clickId: 'failed', payload: { amount: '1' } }));
    await settleEvent(open.knex, event.id, { status: 'failed', at: open.clock.now(), error: 'no' });
  });
  afterAll(() => open.close());

  /** All but the last ten, two of them with other amounts, and three that were not sent. */
  const statement = () =>
    [
      'Day,Click ID,Payout,State',
      ...Array.from({ length: EVENTS - 10 }, (_, i) => `${day},c-${i},${i < 2 ? '99.00' : `${i}.10`},Approved`),
      `${day},failed,1.00,approved`,
      `${day},nobody,"1,000.05",approved`,
      `${day},denied,3.00,rejected`,
      'nonsense',
    ].join('\r\n');
  const input = (more: object = {}): AffiliateComparisonInput => ({
    ...{ system: SYSTEM.code, startDate: day, endDate: day, mapping: MAPPING, csv: statement() },
    ...more,
  });
  const compare = <T = AffiliateComparisonDto>(body: object = input()) =>
    open.app.request<T>(endpointUrl('compareAffiliateEvents'), { token, method: 'POST', body });
  const get = <T>(name: EndpointName, comparison = '', query = '') =>
    open.app.request<T>(`${endpointUrl(name, { comparison })}${query}`, { token });
  const rowsOf = async (comparison: string, query: string) =>
    (await get<AffiliateComparisonRowsDto>('listAffiliateComparisonRows', comparison, query)).body;
  const refusal = ({ status, body }: { status: number; body: unknown }) => {
    const { details } = (body as HttpErrorDto).error;
    return [status, details.code, details.field];
  };

  it('F15 tells what agrees, what differs and what one side alone has, and changes nothing', async () => {
    const events = () => open.knex('rewards_affiliate_deliveries').orderBy('id');
    const before: unknown = await events();
    const { status, body } = await compare(input({ fileName: 'january.csv' }));
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ system: { code: 'tracker', name: 'Tracker' }, startDate: day, endDate: day, fileName: 'january.csv' },
        ...{ mapping: MAPPING, actor: { id: expect.stringMatching(/^admin:\d+$/) as string } },
        ...{ lines: EVENTS - 6, badLines: 1, unbookedLines: 1, outsideLines: 0 },
        problems: [{ line: EVENTS - 5, problem: 'has 1 cells, the heading has 4.' }],
        counts: { not_booked: 10, not_sent: 2, differs: 2, agrees: EVENTS - 12 },
        sums: [
          { kind: 'not_booked', currency: 'EUR', rows: 10, ours: '14946', theirs: '0' },
          { kind: 'not_sent', currency: 'EUR', rows: 2, ours: '0', theirs: '1001.05' },
          { kind: 'differs', currency: 'EUR', rows: 2, ours: '1.2', theirs: '198' },
          { kind: 'agrees', currency: 'EUR', rows: EVENTS - 12 },
        ],
      },
    ]);
    expect(await events()).toEqual(before);
  });

  it('F15 lists the rows of a kind page by page', async () => {
    const { id } = (await compare()).body;
    const differs = await rowsOf(id, '?kind=differs');
    expect(differs).toMatchObject({
      ...{ total: 2, page: 1 },
      rows: [
        { kind: 'differs', key: 'c-0', currency: 'EUR', ours: '0.1', theirs: '99', line: 2, status: 'Approved' },
        { kind: 'differs', key: 'c-1', ours: '1.1', theirs: '99', events: 1, lines: 1, eventStatus: 'success' },
      ],
    });
    const { rows } = await rowsOf(id, '?kind=not_sent&pageSize=10');
    expect(rows).toMatchObject([
      { key: 'failed', ours: null, theirs: '1', eventStatus: 'failed', event: expect.any(String) as string },
      { key: 'nobody', theirs: '1000.05', event: null, eventStatus: null, date: day },
    ]);
    const last = await rowsOf(id, '?kind=agrees&page=15&pageSize=100');
    expect([last.total, last.rows.length, last.rows[0]!.key]).toEqual([EVENTS - 12, 88, 'c-1402']);
    expect((await rowsOf(id, '?kind=not_booked')).rows.map(({ key }) => key).toSorted()).toEqual(
      Array.from({ length: 10 }, (_, i) => `c-${EVENTS - 10 + i}`),
    );
  });

  it('F15 takes the file as a part of a form too, however large', async () => {
    const { csv, ...others } = input();
    const form = new FormData();
    form.set('input', JSON.stringify(others));
    const padding = Array.from({ length: 30_000 }, (_, i) => `${day},d-${i},1.00,rejected and some more words`);
    form.set('csv', new Blob([csv.replace('\r\nnonsense', ''), '\n', padding.join('\n')]), 'large.csv');
    const response = await fetch(`${open.app.url}${endpointUrl('compareAffiliateEvents')}`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form },
    });
    const body = (await response.json()) as AffiliateComparisonDto;
    expect([response.status, body.counts, body.unbookedLines]).toEqual([
      200,
      { not_booked: 10, not_sent: 2, differs: 2, agrees: EVENTS - 12 },
      30_001,
    ]);
  });

  it('F15 takes a file of semicolons and decimal commas, and tells its beginning before', async () => {
    const csv = `\uFEFFTag;Klick;Betrag;Anmerkung\r\n${day};c-1;1,10;"zwei;\r\nZeilen"\r\n${day};c-2;1.000,20;\r\n`;
    const { body: told } = await open.app.request<AffiliateStatementDto>(endpointUrl('previewAffiliateStatement'), {
      ...{ token, method: 'POST', body: { csv, isCut: false } },
    });
    expect(told).toEqual({
      columns: ['Tag', 'Klick', 'Betrag', 'Anmerkung'],
      lines: [
        { line: 2, cells: [day, 'c-1', '1,10', 'zwei;\nZeilen'], problem: null },
        { line: 4, cells: [day, 'c-2', '1.000,20', ''], problem: null },
      ],
    });
    const mapping = {
      ...{ ...MAPPING, idColumn: 'Klick', amountColumn: 'Betrag', dateColumn: 'Tag', decimalSign: ',' },
      ...{ statusColumn: null, bookedStatuses: [] },
    };
    const { body } = await compare(input({ csv, mapping }));
    expect(body).toMatchObject({ lines: 2, badLines: 0, counts: { agrees: 1, differs: 1, not_sent: 0 } });
    expect((await rowsOf(body.id, '?kind=differs')).rows).toMatchObject([
      { key: 'c-2', ours: '2.1', theirs: '1000.2' },
    ]);
  });

  it.each<[string, object]>([
    ['csv', { csv: '' }],
    ['csv', { csv: 7 }],
    ['csv', { csv: `a${','.repeat(65_536)}` }],
    ['isCut', { csv: 'a,b', isCut: 'yes' }],
  ])('is refused a beginning with the name of what is wrong: %s', async (field, body) => {
    const answer = await open.app.request(endpointUrl('previewAffiliateStatement'), { token, method: 'POST', body });
    expect(refusal(answer)).toEqual([400, 'INVALID_INPUT', field]);
  });

  it('is for whoever knows the systems by name, and lists those of one of them', async () => {
    const names = await get<{ code: string }[]>('listAffiliateSystemNames');
    expect([names.status, names.body.map(({ code }) => code)]).toEqual([200, [SYSTEM.code]]);
    const { id } = (await compare()).body;
    const { body } = await get<AffiliateComparisonListDto>(
      'listAffiliateComparisons',
      '',
      `?system=${SYSTEM.code}&pageSize=1`,
    );
    expect(body.rows).toMatchObject([{ id, mapping: MAPPING }]);
    expect((await get('listAffiliateComparisons', '', '?system=nowhere')).body).toMatchObject({ total: 0, rows: [] });
  });

  it.each([
    ['system', 'nonsense'],
    ['mapping', '{"system":"tracker","startDate":"2026-01-01","endDate":"2026-01-01"}'],
  ])('is refused with the name of what a form lacks: %s', async (field, given) => {
    const form = new FormData();
    form.set('input', given);
    form.set('csv', new Blob(['Click ID\n']), 'small.csv');
    const response = await fetch(`${open.app.url}${endpointUrl('compareAffiliateEvents')}`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form },
    });
    const body: unknown = await response.json();
    expect(refusal({ status: response.status, body })).toEqual([400, 'INVALID_INPUT', field]);
  });

  it('F15 is exported as CSV', async () => {
    const { id } = (await compare()).body;
    const response = await fetch(`${open.app.url}${endpointUrl('exportAffiliateComparison', { comparison: id })}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="affiliate-comparison_tracker_${day}_${day}_${id}.csv"`,
    );
    const records = recordsIn(await response.text());
    expect(records).toHaveLength(EVENTS + 2);
    expect(records.filter(({ result }) => result === 'differs')[0]).toEqual({
      ...{ result: 'differs', id: 'c-0', currency: 'EUR', sent: '0.1', booked: '99', events: '1', lines: '1' },
      ...{ 'event id': expect.any(String) as string, 'event status': 'success', line: '2' },
      ...{ 'network status': 'Approved', 'network date': day },
    });
  });

  it('keeps the ten latest of a system, and with them what its columns are', async () => {
    const only = { ...MAPPING, dateColumn: null };
    const csv = 'Click ID,Payout,State\nc-1,5,approved\n';
    for (let i = 0; i < 11; i += 1) {
      open.clock.advance(1_000);
      expect((await compare(input({ mapping: only, csv }))).status).toBe(200);
    }
    const { body } = await get<AffiliateComparisonListDto>('listAffiliateComparisons');
    expect([body.total, body.rows.length]).toEqual([10, 10]);
    const [newest] = body.rows;
    expect(newest).toMatchObject({ createdAt: open.clock.iso(), mapping: only });
    expect((await get('getAffiliateComparison', newest!.id)).body).toEqual(newest);
    const page = await get<AffiliateComparisonListDto>('listAffiliateComparisons', '', '?page=2&pageSize=4');
    expect(page.body).toMatchObject({ total: 10, page: 2, rows: body.rows.slice(4, 8) });
    const rows = await open.knex('rewards_affiliate_comparison_rows').distinct('comparison');
    expect(rows).toHaveLength(10);
  });

  it.each<[string | undefined, string, object]>([
    ['mapping.idColumn', 'INVALID_INPUT', { mapping: { ...MAPPING, idColumn: 'Klick' } }],
    ['mapping.match', 'INVALID_INPUT', { mapping: { ...MAPPING, match: 'name' } }],
    ['mapping.currency', 'INVALID_INPUT', { mapping: { ...MAPPING, currencyColumn: 'Payout' } }],
    ['mapping.currency', 'INVALID_INPUT', { mapping: { ...MAPPING, currency: null } }],
    ['startDate', 'INVALID_INPUT', { startDate: '2020-01-01' }],
    ['startDate', 'INVALID_INPUT', { startDate: 'yesterday' }],
    ['csv', 'INVALID_INPUT', { csv: '' }],
    ['csv', 'INVALID_INPUT', { csv: 7 }],
    ['file', 'INVALID_INPUT', { file: 'x' }],
    [undefined, 'SYSTEM_NOT_FOUND', { system: 'nowhere' }],
  ])('is refused with the name of what is wrong: %s', async (field, code, more) => {
    const answer = await compare<unknown>(input(more));
    expect(refusal(answer)).toEqual([code === 'SYSTEM_NOT_FOUND' ? 404 : 400, code, field]);
  });

  it('is not found under another id, and its rows not without a kind', async () => {
    expect(refusal(await get('listAffiliateComparisonRows', 'NONE', '?kind=agrees'))).toEqual([
      404,
      'COMPARISON_NOT_FOUND',
      undefined,
    ]);
    expect(refusal(await get('getAffiliateComparison', 'NONE'))).toEqual([404, 'COMPARISON_NOT_FOUND', undefined]);
    expect(refusal(await get('exportAffiliateComparison', 'NONE'))).toEqual([404, 'COMPARISON_NOT_FOUND', undefined]);
    expect(refusal(await get('listAffiliateComparisonRows', 'NONE'))).toEqual([400, 'INVALID_INPUT', 'kind']);
  });

  it('is for whoever has the permission for it alone', async () => {
    const others = await open.app.adminTokenWith(['plugin::rewards.view-affiliate-events']);
    for (const [name, { method }] of Object.entries(AFFILIATE_COMPARISON_ENDPOINTS)) {
      const url = endpointUrl(name as EndpointName, { comparison: 'NONE' });
      const { status } = await open.app.request(url, {
        ...{ token: others, method },
        ...(method === 'POST' && { body: name === 'compareAffiliateEvents' ? input() : { csv: 'a,b' } }),
      });
      expect([name, status]).toEqual([name, 403]);
    }
  });
});
