import {
  endpointUrl,
  LEDGER_LAST_PAGE,
  type HttpErrorDto,
  type LedgerListDto,
  type LedgerRowDto,
  type MembersService,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HOUR = 60 * 60 * 1000;

describeOnEveryEngine('the pages of the ledger', (engine) => {
  let open: OpenLedger;
  let token: string;
  let currency: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-ledger']);
    currency = await open.currency({ name: 'Store Credit', scale: 2 });
  });
  afterAll(() => open.close());

  const get = async <T = LedgerListDto>(query = '') =>
    open.app.request<T>(`${endpointUrl('listLedgerEntries')}${query}`, { token });

  /** Every row, page by page. */
  async function allRows(pageSize: number): Promise<LedgerRowDto[]> {
    const rows: LedgerRowDto[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await get(`?page=${page}&pageSize=${pageSize}`);
      rows.push(...body.rows);
      if (page * pageSize >= body.total) return rows;
    }
  }

  it('are empty before the first posting', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ rows: [], page: 1, pageSize: 25, total: 0 });
  });

  it('tell all that a row of the page shows', async () => {
    const member = await open.strapi
      .plugin('rewards')
      .service<MembersService>('members')
      .ensure({ externalId: 'ada', name: 'Ada Lovelace', handle: 'ada' });
    const { entry } = await open.ledger.grant({
      member: member.documentId,
      currency,
      amount: '1234.5',
      reason: 'Order 4711',
      rule: 'order-earn',
      eventId: 'order:4711',
      idempotencyKey: open.key(),
      effectiveAt: open.clock.iso(-HOUR),
    });
    const { body } = await get();
    expect(body.rows[0]).toEqual({
      id: entry.id,
      type: 'grant',
      status: null,
      member: { id: member.documentId, name: 'Ada Lovelace', handle: 'ada' },
      currency: { code: currency, name: 'Store Credit', scale: 2 },
      amount: '1234.50',
      held: '0.00',
      lotId: entry.id,
      reason: 'Order 4711',
      rule: 'order-earn',
      eventId: 'order:4711',
      effectiveAt: open.clock.iso(-HOUR),
      postedAt: open.clock.iso(),
    });
  });

  it('show amounts to the last digit, and what a deduct takes as negative', async () => {
    const fine = await open.currency({ scale: 8 });
    const member = await open.member();
    await open.ledger.grant({ member, currency: fine, amount: '90071992.54740991', idempotencyKey: open.key() });
    await open.ledger.deduct({ member, currency: fine, amount: '0.00000001', idempotencyKey: open.key() });
    const { body } = await get('?pageSize=2');
    expect(body.rows.map(({ amount }) => amount)).toEqual(['-0.00000001', '90071992.54740991']);
  });

  it('say of a reservation whether it is held, captured or released', async () => {
    const member = await open.member();
    await open.ledger.grant({ member, currency, amount: '100', idempotencyKey: open.key() });
    const reserve = async (timeoutMs?: number) =>
      (await open.ledger.reserve({ member, currency, amount: '10', timeoutMs, idempotencyKey: open.key() })).entry.id;
    const held = await reserve();
    const captured = await reserve();
    const released = await reserve();
    const timedOut = await reserve(HOUR);
    await open.ledger.capture({ holdId: captured, idempotencyKey: open.key() });
    await open.ledger.release({ holdId: released, idempotencyKey: open.key() });
    open.clock.advance(2 * HOUR);
    await open.ledger.expireDue();

    const rows = (await allRows(100)).filter((row) => row.member.id === member);
    const statusOf = (id: string) => rows.find((row) => row.id === id)?.status;
    expect([held, captured, released, timedOut].map(statusOf)).toEqual(['held', 'captured', 'released', 'released']);
    expect(rows.filter(({ type }) => type !== 'reserve').map(({ status }) => status)).toEqual(
      rows.filter(({ type }) => type !== 'reserve').map(() => null),
    );
    expect(rows.find(({ id }) => id === held)).toMatchObject({ amount: '0.00', held: '10.00' });
  });

  it('hold every row once, newest first, whatever their size, though many were posted in one instant', async () => {
    const members = await Promise.all(Array.from({ length: 5 }, () => open.member()));
    await open.ledger.postMany(
      members.flatMap((member) =>
        Array.from({ length: 12 }, () => ({
          type: 'grant' as const,
          member,
          currency,
          amount: '1',
          idempotencyKey: open.key(),
        })),
      ),
    );
    const stored = await open.knex('rewards_ledger_entries').select<{ id: string }[]>('id');
    const rows = await allRows(100);
    expect(rows.map(({ id }) => id).sort()).toEqual(stored.map(({ id }) => id).sort());
    const order = rows.map(({ postedAt, id }) => `${postedAt} ${id}`);
    expect(order).toEqual([...order].sort().reverse());
    for (const pageSize of [1, 7, 10]) expect(await allRows(pageSize)).toEqual(rows);
    expect((await get()).body.total).toBe(stored.length);
  });

  it('hold 25 rows unless another number is asked for', async () => {
    expect((await get()).body.rows).toHaveLength(25);
    expect((await get('?pageSize=3')).body).toMatchObject({ rows: { length: 3 }, page: 1, pageSize: 3 });
  });

  it('are empty past the end, with the count all the same', async () => {
    const { total } = (await get()).body;
    for (const page of [Math.floor(total / 25) + 2, LEDGER_LAST_PAGE]) {
      expect((await get(`?page=${page}`)).body).toEqual({ rows: [], page, pageSize: 25, total });
    }
  });

  it.each([
    ['page=0', 'page'],
    ['page=-1', 'page'],
    ['page=1.5', 'page'],
    ['page=1e3', 'page'],
    ['page=', 'page'],
    ['page=one', 'page'],
    ['page=%2B1', 'page'],
    ['page=1&page=2', 'page'],
    ['page[$gt]=1', 'page'],
    [`page=${LEDGER_LAST_PAGE + 1}`, 'page'],
    ['page=99999999999999999999', 'page'],
    ['pageSize=0', 'pageSize'],
    ['pageSize=101', 'pageSize'],
    ['pageSize=all', 'pageSize'],
    ['limit=5', 'limit'],
    ['page=1&populate=*', 'populate'],
    ['filters[id][$null]=true', 'filters'],
  ])('refuse ?%s, naming %s', async (query, field) => {
    const { status, body } = await get<HttpErrorDto>(`?${query}`);
    expect(status).toBe(400);
    expect(body.data).toBeNull();
    expect(body.error).toMatchObject({
      status: 400,
      name: 'RewardsError',
      details: { code: 'INVALID_INPUT', field },
    });
    expect(body.error.message).toMatch(new RegExp(`^${field}: .+\\.$`));
  });
});
