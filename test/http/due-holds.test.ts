import { type DueHoldsDto, endpointUrl, type HttpErrorDto } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HOUR = 60 * 60 * 1000;

describeOnEveryEngine('the open holds that time out next', (engine) => {
  let open: OpenLedger;
  let token: string;
  let points: string;
  let credits: string;
  let ada: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-ledger']);
    points = await open.currency({ name: 'Points' });
    credits = await open.currency({ name: 'Credits', scale: 2 });
    ada = (await open.members.ensure({ externalId: 'ada', name: 'Ada Lovelace', handle: 'ada' })).documentId;
    for (const currency of [points, credits]) {
      await open.ledger.grant({ member: ada, currency, amount: '100', idempotencyKey: open.key() });
    }
  });
  afterAll(() => open.close());

  async function hold(currency: string, hours: number | null, more: object = {}) {
    const posting = { member: ada, currency, amount: '1.5', idempotencyKey: open.key(), ...more };
    const timeout = hours === null ? {} : { timeoutMs: hours * HOUR };
    return (await open.ledger.reserve({ ...posting, ...timeout })).entry.id;
  }
  const get = async <T = DueHoldsDto>(query = '') =>
    open.app.request<T>(`${endpointUrl('listDueHolds')}${query}`, { token });
  const idsOf = ({ body }: { body: DueHoldsDto }) => body.rows.map(({ id }) => id);

  it('are none while nothing is held', async () => {
    expect((await get()).body).toEqual({ rows: [], page: 1, pageSize: 25, total: 0 });
  });

  it('come soonest first, the overdue ones flagged; those without a time-out or with an end are not among them', async () => {
    const later = await hold(credits, 3, { reason: 'Basket 7' });
    const sooner = await hold(points, 1, { amount: '2' });
    await hold(points, null, { amount: '2' });
    const over = await hold(points, 1, { amount: '2' });
    await open.ledger.release({ holdId: over, idempotencyKey: open.key() });
    open.clock.advance(2 * HOUR);
    const { body } = await get();
    expect(body.total).toBe(2);
    expect(body.rows).toEqual([
      expect.objectContaining({ id: sooner, remaining: '2', overdue: true, expiresAt: open.clock.iso(-HOUR) }),
      {
        ...{ id: later, reason: 'Basket 7', status: 'open', overdue: false },
        member: { id: ada, name: 'Ada Lovelace', handle: 'ada' },
        currency: { code: credits, name: 'Credits', scale: 2 },
        ...{ amount: '1.50', captured: '0.00', released: '0.00', remaining: '1.50' },
        ...{ reservedAt: open.clock.iso(-2 * HOUR), expiresAt: open.clock.iso(HOUR) },
      },
    ]);
    expect(idsOf(await get(`?currency=${credits}`))).toEqual([later]);
    expect(idsOf(await get('?page=2&pageSize=1'))).toEqual([later]);
    expect((await get('?page=9')).body).toMatchObject({ rows: [], total: 2 });
  });

  it.each([
    ['page=0', 400, 'INVALID_INPUT'],
    ['status=captured', 400, 'INVALID_INPUT'],
    ['currency=no-such', 404, 'UNKNOWN_CURRENCY'],
  ])('refuse ?%s', async (query, expected, code) => {
    const { status, body } = await get<HttpErrorDto>(`?${query}`);
    expect([status, body.error.details.code]).toEqual([expected, code]);
  });
});
