import {
  endpointUrl,
  type HttpErrorDto,
  type LedgerListDto,
  type LedgerRowDto,
  type PostingInput,
} from '../../server/contract';
import { exportLedger } from '../../server/reports/export';
import { parseCsv } from '../support/csv';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HEADER = [
  'transaction id',
  'member',
  'member id',
  'currency',
  'type',
  'amount',
  'held',
  'status',
  'rule',
  'event id',
  'lot id',
  'reason',
  'administrator',
  'posted',
  'effective',
  'expires',
];
type Cells = Record<string, string>;

describeOnEveryEngine('the export of the ledger', (engine) => {
  let open: OpenLedger;
  let token: string;
  let currency: string;
  let member: string;

  const url = (query = '') => `${open.app.url}${endpointUrl('exportLedger')}${query}`;
  const bearer = () => ({ authorization: `Bearer ${token}` });

  async function download(query = ''): Promise<{ rows: Cells[]; text: string; headers: Headers }> {
    const response = await fetch(url(query), { headers: bearer() });
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const text = bytes.subarray(3).toString('utf8');
    const [header, ...records] = parseCsv(text);
    expect(header).toEqual(HEADER);
    for (const record of records) expect(record).toHaveLength(HEADER.length);
    const rows = records.map((cells) => Object.fromEntries(cells.map((cell, i) => [HEADER[i]!, cell])));
    return { rows, text, headers: response.headers };
  }

  async function listed(query: string): Promise<LedgerRowDto[]> {
    const rows: LedgerRowDto[] = [];
    for (let page = 1; ; page += 1) {
      const path = `${endpointUrl('listLedgerEntries')}?pageSize=100&page=${page}&${query}`;
      const { body } = await open.app.request<LedgerListDto>(path, { token });
      rows.push(...body.rows);
      if (rows.length >= body.total) return rows;
    }
  }

  const grants = async (count: number) => {
    const inputs = Array.from({ length: count }, (_, i): PostingInput => {
      return { type: 'grant', member, currency, amount: `${(i % 7) + 1}`, idempotencyKey: open.key() };
    });
    await open.ledger.postMany(inputs);
  };

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-ledger', 'plugin::rewards.export-ledger']);
    currency = await open.currency({ code: 'points', scale: 2 });
    ({ documentId: member } = await open.members.ensure({
      externalId: 'x',
      name: '=cmd|"/c calc"!A1, Ünï',
      email: 'e',
    }));
  });
  afterAll(() => open.close());

  it('has its columns even when there is nothing in it', async () => {
    const { rows, headers } = await download();
    expect(rows).toEqual([]);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-disposition')).toBe('attachment; filename="ledger_all_20260115T120000Z.csv"');
  });

  it('tells all of a row, its numbers as numbers and its texts as nothing that a spreadsheet runs', async () => {
    const { ledger, clock, key } = open;
    const on = { member, currency };
    const given = await ledger.grant({
      ...on,
      amount: '1234.5',
      reason: '+1 "point", or\r\nmore',
      rule: '@rule',
      eventId: '-7',
      expiresAt: clock.iso(60_000),
      effectiveAt: clock.iso(-60_000),
      idempotencyKey: key(),
    });
    const actor = { id: 'admin:7', name: 'Grace Hopper' };
    const taken = await ledger.adjust({ ...on, amount: '-12.50', reason: 'Taken back', actor, idempotencyKey: key() });
    const hold = await ledger.reserve({ ...on, amount: '3', idempotencyKey: key() });
    const { rows, text } = await download('?sort=txn:ASC');
    expect(rows[0]).toEqual({
      'transaction id': given.entry.id,
      member: `'=cmd|"/c calc"!A1, Ünï`,
      'member id': member,
      currency: 'points',
      type: 'grant',
      amount: '1234.50',
      held: '0.00',
      status: '',
      rule: "'@rule",
      'event id': "'-7",
      'lot id': given.entry.id,
      reason: `'+1 "point", or\r\nmore`,
      administrator: '',
      posted: clock.iso(),
      effective: clock.iso(-60_000),
      expires: clock.iso(60_000),
    });
    expect(rows[1]).toMatchObject({
      'transaction id': taken.entry.id,
      amount: '-12.50',
      administrator: 'Grace Hopper',
      'lot id': '',
    });
    expect(rows[2]).toMatchObject({ 'transaction id': hold.entry.id, amount: '0.00', held: '3.00', status: 'held' });
    expect(text).toContain(',adjustment,-12.50,0.00,');
    await ledger.release({ holdId: hold.entry.id, idempotencyKey: key() });
  });

  it.each([
    'segment=grants',
    'segment=reservations&sort=posted:ASC',
    'currency=points&sort=amount:ASC',
    'sort=type:DESC',
    'sort=lot:ASC',
    'sort=member:DESC',
    'search=taken',
  ])('has every row that the list has for %s, in the same order, over many pages', async (query) => {
    if ((await listed('')).length < 2_000) await grants(2_345);
    const rows = await listed(query);
    const file = await download(`?${query}`);
    expect(file.rows.map((row) => row['transaction id'])).toEqual(rows.map(({ id }) => id));
    expect(file.rows.map(({ amount, held, type, status }) => [amount, held, type, status])).toEqual(
      rows.map(({ amount, held, type, status }) => [amount, held, type, status ?? '']),
    );
  });

  it('has the newest first when it is not asked otherwise', async () => {
    const rows = await listed('');
    expect((await download()).rows.map((row) => row['transaction id'])).toEqual(rows.map(({ id }) => id));
  });

  it('is named after its filter and its time', async () => {
    const name = async (query: string) => (await download(query)).headers.get('content-disposition');
    expect(await name('?segment=grants&currency=points')).toMatch(/"ledger_grants_points_\d{8}T\d{6}Z\.csv"$/);
    expect(await name(`?member=${member}&search=%22;x&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z`)).toMatch(
      new RegExp(
        `"ledger_all_member-${member}_search_from-20260101T000000Z_to-20260102T000000Z_\\d{8}T\\d{6}Z\\.csv"$`,
      ),
    );
  });

  it('lets postings go on while it is read, and does not show them', async () => {
    const before = (await listed('')).length;
    const response = await fetch(url('?sort=txn:ASC'), { headers: bearer() });
    await open.ledger.grant({ member, currency, amount: '1', idempotencyKey: open.key() });
    const text = await response.text();
    expect(text.split('\r\n').length - 2).toBeGreaterThanOrEqual(before);
    expect((await listed('')).length).toBe(before + 1);
  });

  const isEnd = (sql: string) => /ROLLBACK|DROP (TEMPORARY )?TABLE/i.test(sql);
  const isPage = (sql: string) => /^FETCH|from .rewards_export/i.test(sql);
  const numUsed = () => (open.knex.client as { pool: { numUsed(): number } }).pool.numUsed();

  /** What is asked of the database until the reading has ended. */
  async function queriesOf(breakOff: () => Promise<void>): Promise<string[]> {
    const queries: string[] = [];
    const note = ({ sql }: { sql: string }) => void queries.push(sql);
    open.knex.on('query', note);
    await breakOff();
    for (let tries = 0; tries < 3_000 && (numUsed() > 0 || !queries.some(isEnd)); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    open.knex.removeListener('query', note);
    return queries;
  }

  it('stops reading when it is broken off, and leaves nothing behind', async () => {
    await grants(5_000);
    const queries = await queriesOf(async () => {
      const sort = { column: 'amount', order: 'ASC' } as const;
      const { content } = await exportLedger({ db: open.knex, clock: open.clock }, { segment: 'all', sort });
      await new Promise<void>((resolve) =>
        content.once('readable', () => {
          content.read();
          resolve();
        }),
      );
      content.destroy();
    });
    expect(queries.some(isEnd)).toBe(true);
    expect(queries.filter(isPage).length).toBeLessThan(4);
    expect(numUsed()).toBe(0);
  });

  it('ends with the connection of who downloads it', async () => {
    const queries = await queriesOf(async () => {
      const aborted = new AbortController();
      const response = await fetch(url(), { headers: bearer(), signal: aborted.signal });
      await response.body!.getReader().read();
      aborted.abort();
    });
    expect(queries.some(isEnd)).toBe(true);
    expect(numUsed()).toBe(0);
  });

  it('is cut off when the database fails on the way, so that nobody takes it for whole', async () => {
    // A transaction has a client of its own, which has the prototype in common.
    const failing = Object.getPrototypeOf(open.knex.client) as { processResponse(...args: unknown[]): unknown };
    const answer = failing.processResponse;
    let pages = 0;
    failing.processResponse = function (this: unknown, query: unknown, ...rest) {
      if (isPage((query as { sql: string }).sql) && (pages += 1) > 2) throw new Error('the database is gone');
      return answer.call(this, query, ...rest);
    };
    try {
      const response = await fetch(url(), { headers: bearer() });
      await expect(response.text()).rejects.toThrow();
    } finally {
      failing.processResponse = answer;
    }
  });

  it.each([
    ['page=1', 400, 'INVALID_INPUT', 'page'],
    ['sort=reason:ASC', 400, 'INVALID_INPUT', 'sort'],
    ['segment=none', 400, 'INVALID_INPUT', 'segment'],
    ['from=now', 400, 'INVALID_INPUT', 'from'],
    ['currency=no-such', 404, 'UNKNOWN_CURRENCY', undefined],
  ])('is refused for ?%s, as JSON', async (query, status, code, field) => {
    const answer = await open.app.request<HttpErrorDto>(`${endpointUrl('exportLedger')}?${query}`, { token });
    expect(answer.status).toBe(status);
    expect(answer.body.error.details).toMatchObject(field ? { code, field } : { code });
    expect(answer.headers.get('content-disposition')).toBeNull();
  });
});
