import {
  ADJUSTMENT_SORTS,
  endpointUrl,
  LEDGER_LAST_PAGE,
  SORT_ORDERS,
  type AdjustmentListDto,
  type AdjustmentRowDto,
  type HttpErrorDto,
  type PostingPreviewDto,
  type PostingResult,
} from '../../server/contract';
import { documents } from '../db/content';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

describeOnEveryEngine('manual adjustments', (engine) => {
  let open: OpenLedger;
  let token: string;
  let points: string;
  let fame: string;
  let fine: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-adjustments', 'plugin::rewards.transactions.adjust']);
    for (const [name, threshold] of [
      ['Novice', '0'],
      ['Known', '100'],
    ] as const) {
      await documents(open, 'level').create({ data: { code: name.toLowerCase(), name, threshold } });
    }
    points = await open.currency({ name: 'Points', scale: 2 });
    fame = await open.currency({ name: 'Fame', drivesLevels: true, risingOnly: true });
    fine = await open.currency({ name: 'Fine', scale: 8 });
  });
  afterAll(() => open.close());

  const list = async <T = AdjustmentListDto>(query = '') =>
    open.app.request<T>(`${endpointUrl('listAdjustments')}${query}`, { token });
  const send = async <T>(name: 'postAdjustment' | 'previewAdjustment', body: unknown) =>
    open.app.request<T>(endpointUrl(name), { token, method: 'POST', body });
  const form = (member: string, currency: string, amount: string) => ({
    ...{ member, currency, amount, reason: 'Counted by hand', idempotencyKey: open.key() },
  });
  const post = (member: string, currency: string, amount: string) =>
    send<PostingResult>('postAdjustment', form(member, currency, amount));
  const preview = <T = PostingPreviewDto>(body: object) => send<T>('previewAdjustment', body);
  const countEntries = async () => {
    const rows = await open.knex('rewards_ledger_entries').count<{ count: unknown }[]>({ count: '*' });
    return Number(rows[0]?.count);
  };

  it('post a row of the ledger with the administrator and the reason, and a record', async () => {
    const { documentId: member } = await open.members.ensure({ externalId: open.key(), name: 'Ada', handle: 'ada' });
    const { status, body } = await post(member, points, '500');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entry: { type: 'adjustment', amount: '500.00', reason: 'Counted by hand', source: 'adjustments' },
      replayed: false,
    });
    expect(body.entry.actor?.id).toMatch(/^admin:\d+$/);
    expect(body.entry.actor?.name).toEqual(expect.any(String));
    const { rows } = (await list(`?member=${member}`)).body;
    expect(rows).toEqual([
      {
        entryId: body.entry.id,
        member: { id: member, name: 'Ada', handle: 'ada' },
        currency: { code: points, name: 'Points', scale: 2 },
        amount: '500.00',
        reason: 'Counted by hand',
        administrator: { id: body.entry.actor?.id.slice('admin:'.length), name: body.entry.actor?.name },
        reversed: '0.00',
        reversedBy: null,
        postedAt: open.clock.iso(),
      },
    ]);
  });

  it('post once, however often the same form is sent', async () => {
    const member = await open.member();
    const body = form(member, points, '5');
    const answers = await Promise.all(Array.from({ length: 5 }, () => send<PostingResult>('postAdjustment', body)));
    expect(new Set(answers.map((answer) => answer.body.entry.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.body.replayed)).toHaveLength(1);
    expect((await list(`?member=${member}`)).body.total).toBe(1);
  });

  it('refuse to take more than is available, and say how much that is', async () => {
    const member = await open.member();
    await post(member, points, '10');
    for (const answer of [
      await send<HttpErrorDto>('postAdjustment', form(member, points, '-10.01')),
      await preview<HttpErrorDto>({ member, currency: points, amount: '-10.01' }),
    ]) {
      expect(answer.status).toBe(409);
      expect(answer.body.error.details).toMatchObject({ code: 'INSUFFICIENT_FUNDS', available: '10.00' });
    }
    expect((await list(`?member=${member}`)).body.total).toBe(1);
  });

  it.each([
    ['500', 'a first posting, and the level that it reaches'],
    ['-50', 'a step down'],
  ])('are previewed as they then post: %s, %s', async (amount) => {
    const member = await open.member();
    if (amount.startsWith('-')) await post(member, fame, '120');
    const before = await countEntries();
    const { status, body: tried } = await preview({ member, currency: fame, amount });
    expect(status).toBe(200);
    expect(await countEntries()).toBe(before);
    expect(await open.ledger.balance({ member, currency: fame })).toMatchObject({ balance: tried.before.balance });

    const { body: posted } = await post(member, fame, amount);
    expect(tried.after).toMatchObject({ balance: posted.entry.balanceAfter });
    expect(tried.entries.map((entry) => entry.amount)).toEqual([posted.entry.amount]);
    expect([tried.before.level, tried.after.level]).toEqual(
      amount === '500' ? ['novice', 'known'] : ['known', 'novice'],
    );
    expect((await open.members.get(member))?.level).toBe(tried.after.level);
  });

  it('show which row backed one out, and how much of it', async () => {
    const member = await open.member();
    const { body } = await post(member, points, '5');
    const entryId = body.entry.id;
    const part = await open.ledger.reverse({ entryId, amount: '2', idempotencyKey: open.key() });
    expect((await list(`?member=${member}`)).body).toMatchObject({
      ...{ total: 1, rows: [{ entryId, amount: '5.00', reversed: '2.00', reversedBy: part.entry.id }] },
    });
    const { entry } = await open.ledger.reverse({ entryId, idempotencyKey: open.key() });
    expect((await list(`?member=${member}`)).body).toMatchObject({
      ...{ total: 1, rows: [{ reversed: '5.00', reversedBy: entry.id }] },
    });
  });

  it.each([
    [{ amount: '1.005' }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: '1e5' }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: '' }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: 5 }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: undefined }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: { $gt: 0 } }, 400, 'INVALID_AMOUNT', 'amount'],
    [{ amount: '0.00' }, 400, 'ZERO_AMOUNT', 'amount'],
    [{ amount: '90071992547409.92' }, 400, 'AMOUNT_OVERFLOW', 'amount'],
    [{ member: undefined }, 400, 'INVALID_INPUT', 'member'],
    [{ member: ['x'] }, 400, 'INVALID_INPUT', 'member'],
    [{ currency: 7 }, 400, 'INVALID_INPUT', 'currency'],
    [{ source: 'shop' }, 400, 'INVALID_INPUT', 'source'],
    [{ administrator: { id: '1' } }, 400, 'INVALID_INPUT', 'administrator'],
    [{ member: 'nobody' }, 404, 'MEMBER_NOT_FOUND', undefined],
    [{ currency: 'nothing' }, 404, 'UNKNOWN_CURRENCY', undefined],
  ])('with %j are refused, posted or previewed alike', async (change, status, code, field) => {
    const { reason, idempotencyKey, ...what } = { ...form(await open.member(), points, '5'), ...change };
    const before = await countEntries();
    for (const answer of [
      await send<HttpErrorDto>('postAdjustment', { reason, idempotencyKey, ...what }),
      await preview<HttpErrorDto>(what),
    ]) {
      expect([answer.status, answer.body.error.details.code]).toEqual([status, code]);
      expect(answer.body.error.details.field).toBe(field);
    }
    expect(await countEntries()).toBe(before);
  });

  it.each([
    [{ reason: 'short' }, 'reason'],
    [{ reason: '       x       ' }, 'reason'],
    [{ reason: undefined }, 'reason'],
    [{ reason: 'x'.repeat(1001) }, 'reason'],
    [{ idempotencyKey: '' }, 'idempotencyKey'],
    [{ idempotencyKey: undefined }, 'idempotencyKey'],
  ])('with %j are not posted', async (change, field) => {
    const body = { ...form(await open.member(), points, '5'), ...change };
    const answer = await send<HttpErrorDto>('postAdjustment', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  describe('in their list', () => {
    let members: string[];

    beforeAll(async () => {
      const people = [{ name: 'Zoë' }, { name: 'ada' }, {}, { handle: 'mia' }, { name: 'Ada' }];
      members = (await open.members.ensureMany(people.map((one) => ({ externalId: open.key(), ...one })))).map(
        ({ documentId }) => documentId,
      );
      for (const member of members) {
        for (const [currency, amount] of [
          [points, '1.5'],
          [fine, '1.50000001'],
          [fine, '80000000.12345679'],
          [points, '80000000.12'],
          [points, '-0.5'],
          [fine, '-0.50000001'],
        ] as const) {
          await post(member, currency, amount);
        }
        open.clock.advance(1000);
      }
    });

    async function allRows(query: string, pageSize: number): Promise<AdjustmentRowDto[]> {
      const rows: AdjustmentRowDto[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await list(`?page=${page}&pageSize=${pageSize}${query}`);
        rows.push(...body.rows);
        if (page * pageSize >= body.total) return rows;
      }
    }

    const worth = ({ amount }: AdjustmentRowDto) => {
      const [whole = '', part = ''] = amount.split('.');
      return BigInt(whole + part.padEnd(8, '0'));
    };
    const nameOf = ({ member: { name, handle } }: AdjustmentRowDto) =>
      (name ?? handle)
        ?.normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase() ?? null;

    function compare(column: (typeof ADJUSTMENT_SORTS)[number], sign: number) {
      return (a: AdjustmentRowDto, b: AdjustmentRowDto): number => {
        const newest = a.entryId < b.entryId ? 1 : -1;
        if (column === 'posted') return -sign * newest;
        if (column === 'amount') return worth(a) === worth(b) ? newest : sign * (worth(a) < worth(b) ? -1 : 1);
        const [x, y] = [nameOf(a), nameOf(b)];
        if (x !== y) {
          if (x === null || y === null) return x === null ? 1 : -1;
          return sign * (x < y ? -1 : 1);
        }
        return a.member.id === b.member.id ? newest : sign * (a.member.id < b.member.id ? -1 : 1);
      };
    }

    describe.each(ADJUSTMENT_SORTS)('are sorted by %s', (column) => {
      it.each(SORT_ORDERS)('%s, ties newest first, on every page size', async (order) => {
        const rows = await allRows('', 100);
        const expected = rows.toSorted(compare(column, order === 'ASC' ? 1 : -1)).map(({ entryId }) => entryId);
        for (const pageSize of [7, 25]) {
          const sorted = await allRows(`&sort=${column}:${order}`, pageSize);
          expect(sorted.map(({ entryId }) => entryId)).toEqual(expected);
        }
      });
    });

    it('stand 25 a page, newest first, and can be those of one member', async () => {
      const { body } = await list();
      expect(body).toMatchObject({ page: 1, pageSize: 25, rows: { length: 25 } });
      const ids = body.rows.map(({ entryId }) => entryId);
      expect(ids).toEqual([...ids].sort().reverse());
      const [member] = members;
      const mine = await list(`?member=${member!}`);
      expect(mine.body.total).toBe(6);
      expect(new Set(mine.body.rows.map((row) => row.member.id))).toEqual(new Set([member]));
      expect((await list('?member=nobody')).body).toMatchObject({ rows: [], total: 0 });
      expect((await list(`?page=${LEDGER_LAST_PAGE}`)).body).toMatchObject({ rows: [], total: body.total });
    });

    it.each([
      ['page=0', 'page'],
      ['pageSize=1000', 'pageSize'],
      ['sort=reason:ASC', 'sort'],
      ['sort=amount', 'sort'],
      ['member=', 'member'],
      ['member[$ne]=x', 'member'],
      ['search=x', 'search'],
    ])('are not shown for ?%s, naming %s', async (query, field) => {
      const { status, body } = await list<HttpErrorDto>(`?${query}`);
      expect(status).toBe(400);
      expect(body.error.details).toMatchObject({ code: 'INVALID_INPUT', field });
    });
  });
});
