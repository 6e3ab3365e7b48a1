import {
  endpointUrl,
  LEDGER_LAST_PAGE,
  LEVEL_STEPS,
  MEMBER_LEDGER_SORTS,
  SCHEDULE_HOLDS,
  SCHEDULE_LOTS,
  SORT_ORDERS,
  type ConsentsDto,
  type EndpointName,
  type HttpErrorDto,
  type LedgerListDto,
  type LedgerRowDto,
  type MemberDetailDto,
  type PostingInput,
} from '../../server/contract';
import { documents } from '../db/content';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { makeBadge } from './member-people';

const HOUR = 60 * 60 * 1000;
const ONE_MEMBER = ['getMember', 'listMemberEntries', 'getMemberConsent'] as const satisfies EndpointName[];

describeOnEveryEngine('the page of a member', (engine) => {
  let open: OpenLedger;
  let token: string;
  let points: string;
  let fame: string;
  let fine: string;
  let member: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-members', 'plugin::rewards.view-consent']);
    for (const [name, threshold] of [
      ['Novice', '0'],
      ['Known', '100'],
      ['Famous', '1000'],
    ] as const) {
      await documents(open, 'level').create({ data: { code: name.toLowerCase(), name, threshold } });
    }
    points = await open.currency({ name: 'Points', scale: 2 });
    fame = await open.currency({ name: 'Fame', drivesLevels: true, risingOnly: true });
    fine = await open.currency({ name: 'Fine', scale: 8 });
    const { documentId } = await open.members.ensure({
      externalId: 'ada',
      name: 'Ada Lovelace',
      handle: 'ada',
      email: 'ada@example.com',
    });
    member = documentId;
  });
  afterAll(() => open.close());

  const get = async <T>(name: EndpointName, id: string, query = '') =>
    open.app.request<T>(endpointUrl(name, { member: id }) + query, { token });
  const detail = async (id = member) => (await get<MemberDetailDto>('getMember', id)).body;
  const grant = (currency: string, amount: string, more: object = {}) =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key(), ...more });

  it.each(ONE_MEMBER)('%s says 404 of a member who is not there', async (name) => {
    for (const id of ['nobody', "' OR '1'='1", '%']) {
      const { status, body } = await get<HttpErrorDto>(name, id);
      expect(status).toBe(404);
      expect(body.error.details).toMatchObject({ code: 'MEMBER_NOT_FOUND', member: id });
    }
    expect((await get(name, 'a'.repeat(41))).status).toBe(400);
  });

  it('is all there for somebody to whom nothing has happened', async () => {
    const nobody = await open.member();
    const zero = { balance: '0.00', held: '0.00', available: '0.00', lifetimeEarned: '0.00', lifetimeSpent: '0.00' };
    expect(await detail(nobody)).toMatchObject({
      member: { documentId: nobody, name: null, level: 'novice' },
      headline: { points: { currency: { code: points }, ...zero }, level: 'Novice', badges: 0 },
      ...{ balances: [], badges: [], holds: [], lots: [], levelHistory: [] },
      totals: { holds: 0, lots: 0, levelSteps: 0 },
    });
    expect((await get<LedgerListDto>('listMemberEntries', nobody)).body).toMatchObject({ rows: [], total: 0 });
  });

  it('shows figures, lots and holds, with what is available at this moment', async () => {
    await grant(points, '50', { expiresAt: open.clock.iso(2 * HOUR) });
    await grant(points, '30', { expiresAt: open.clock.iso(HOUR) });
    await grant(points, '20.5');
    const { entry: hold } = await open.ledger.reserve({
      member,
      currency: points,
      amount: '10',
      reason: 'Basket 7',
      idempotencyKey: open.key(),
    });
    const before = await detail();
    expect(before.headline.points).toEqual({
      currency: { code: points, name: 'Points', scale: 2 },
      ...{ balance: '100.50', held: '10.00', available: '90.50', lifetimeEarned: '100.50', lifetimeSpent: '0.00' },
    });
    expect(before.lots.map(({ remaining, expiresAt }) => [remaining, expiresAt])).toEqual([
      ['30.00', open.clock.iso(HOUR)],
      ['50.00', open.clock.iso(2 * HOUR)],
      ['20.50', null],
    ]);
    expect(before.holds).toEqual([
      {
        ...{ id: hold.id, currency: { code: points, name: 'Points', scale: 2 }, reason: 'Basket 7' },
        ...{ amount: '10.00', captured: '0.00', released: '0.00', remaining: '10.00', status: 'open' },
        ...{ reservedAt: open.clock.iso(), expiresAt: null },
      },
    ]);
    expect(before.member).toMatchObject({ name: 'Ada Lovelace', handle: 'ada', email: 'ada@example.com' });
    expect(before.member).not.toHaveProperty('consents');

    open.clock.advance(HOUR);
    const after = await detail();
    expect(after.balances[0]).toMatchObject({ currency: { code: points }, balance: '100.50', available: '60.50' });
  });

  it('tells the way up and down the levels, newest first, ending at the level of today', async () => {
    await grant(fame, '99');
    await grant(fame, '1');
    const { entry: jump } = await grant(fame, '5000');
    await open.ledger.reverse({ entryId: jump.id, idempotencyKey: open.key() });
    const { headline, levelHistory } = await detail();
    expect(levelHistory.map(({ from, to, type, balanceAfter }) => [from, to, type, balanceAfter])).toEqual([
      ['Famous', 'Known', 'reversal', '100'],
      ['Known', 'Famous', 'grant', '5100'],
      ['Novice', 'Known', 'grant', '100'],
    ]);
    expect(headline).toMatchObject({ level: 'Known', reputation: { balance: '100' } });
  });

  it('says how many there are of what it lists the first of', async () => {
    const busy = await open.member();
    const on = (currency: string) => ({ member: busy, currency });
    const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
    const post = async (inputs: readonly object[]) => {
      const keyed = inputs.map((input) => ({ ...input, idempotencyKey: open.key() })) as PostingInput[];
      for (const outcome of await open.ledger.postMany(keyed)) expect(outcome).toMatchObject({ ok: true });
    };
    const by = { reason: 'Up and down again', actor: { id: 'admin:1' } };
    await post(times(SCHEDULE_LOTS + 2, () => ({ type: 'grant', ...on(points), amount: '1' })));
    await post(times(SCHEDULE_HOLDS + 3, () => ({ type: 'reserve', ...on(points), amount: '0.01' })));
    await post(times(LEVEL_STEPS + 4, (i) => ({ type: 'adjust', ...on(fame), amount: i % 2 ? '-100' : '100', ...by })));
    const { holds, lots, levelHistory, totals } = await detail(busy);
    expect([holds.length, lots.length, levelHistory.length]).toEqual([SCHEDULE_HOLDS, SCHEDULE_LOTS, LEVEL_STEPS]);
    // The last step is back at zero: nothing is left of the reputation's lots.
    expect(totals).toEqual({ holds: SCHEDULE_HOLDS + 3, lots: SCHEDULE_LOTS + 2, levelSteps: LEVEL_STEPS + 4 });
  });

  it('lists badges, newest first', async () => {
    const first = await makeBadge(open, 'First');
    const second = await makeBadge(open, 'Second');
    await open.members.award({ member, badge: first, awardedBy: 'Grace' });
    open.clock.advance(1000);
    await open.members.award({ member, badge: second });
    const { badges, headline } = await detail();
    expect(badges).toMatchObject([
      { code: second, name: 'Second', awardedBy: null, awardedAt: open.clock.iso() },
      { code: first, name: 'First', awardedBy: 'Grace', awardedAt: open.clock.iso(-1000) },
    ]);
    expect(headline.badges).toBe(2);
  });

  it('shows consent to who may see it', async () => {
    await documents(open, 'member').update({ documentId: member, data: { alias: true, leaderboard: true } });
    expect((await get<ConsentsDto>('getMemberConsent', member)).body).toEqual({
      publicProfile: false,
      leaderboard: true,
      alias: true,
      notificationEmails: false,
    });
  });

  describe('and their own ledger', () => {
    const allRows = async (query: string, pageSize: number): Promise<LedgerRowDto[]> => {
      const rows: LedgerRowDto[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await get<LedgerListDto>(
          'listMemberEntries',
          member,
          `?page=${page}&pageSize=${pageSize}${query}`,
        );
        rows.push(...body.rows);
        if (page * pageSize >= body.total) return rows;
      }
    };
    /** Amounts at one scale, so that they compare by value. */
    const worth = ({ amount }: LedgerRowDto) => {
      const [whole = '', part = ''] = amount.split('.');
      return BigInt(whole + part.padEnd(8, '0'));
    };

    beforeAll(async () => {
      await grant(fine, '40000000.12345679');
      await grant(fine, '40000000.12345678');
      await grant(fine, '0.00000001');
      await open.ledger.deduct({ member, currency: fine, amount: '0.5', idempotencyKey: open.key() });
      await open.ledger.deduct({ member, currency: fine, amount: '1.00000001', idempotencyKey: open.key() });
      open.clock.advance(1000);
      await grant(points, '40000000.12');
      await open.ledger.deduct({ member, currency: points, amount: '1', idempotencyKey: open.key() });
      const somebody = await open.member();
      await open.ledger.grant({ member: somebody, currency: points, amount: '7', idempotencyKey: open.key() });
    });

    it('holds every row of theirs once, newest first', async () => {
      const stored = await open.knex('rewards_ledger_entries').select<{ id: string }[]>('id').where({ member });
      const rows = await allRows('', 4);
      expect(rows.map(({ id }) => id).sort()).toEqual(stored.map(({ id }) => id).sort());
      const order = rows.map(({ postedAt, id }) => `${postedAt} ${id}`);
      expect(order).toEqual([...order].sort().reverse());
      expect(rows[0]).toMatchObject({
        member: { id: member, name: 'Ada Lovelace', handle: 'ada' },
        currency: { code: points, name: 'Points', scale: 2 },
        ...{ type: 'deduct', status: null, amount: '-1.00', held: '0.00', postedAt: open.clock.iso() },
      });
      expect(rows.filter(({ type }) => type === 'reserve').map(({ status }) => status)).toEqual(['held']);
    });

    const KEYS = { type: (row: LedgerRowDto) => row.type, amount: worth, posted: () => 0 } as const;
    const newestFirst = (a: LedgerRowDto, b: LedgerRowDto) =>
      `${a.postedAt} ${a.id}` < `${b.postedAt} ${b.id}` ? 1 : -1;

    describe.each(MEMBER_LEDGER_SORTS)('sorted by %s', (column) => {
      it.each(SORT_ORDERS)('%s, ties newest first, on every page size', async (order) => {
        const sign = order === 'ASC' ? 1 : -1;
        const key = KEYS[column];
        const expected = (await allRows('', 100)).toSorted((a, b) => {
          if (column === 'posted') return -sign * newestFirst(a, b);
          const [x, y] = [key(a), key(b)];
          return x === y ? newestFirst(a, b) : sign * (x < y ? -1 : 1);
        });
        for (const pageSize of [1, 5, 100]) {
          const rows = await allRows(`&sort=${column}:${order}`, pageSize);
          expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        }
      });
    });

    it('is empty past the end', async () => {
      const { body } = await get<LedgerListDto>('listMemberEntries', member, `?page=${LEDGER_LAST_PAGE}`);
      expect(body.rows).toEqual([]);
      expect(body.total).toBe((await allRows('', 100)).length);
    });

    it.each([
      ['page=0', 'page'],
      ['pageSize=101', 'pageSize'],
      ['sort=member:ASC', 'sort'],
      ['sort=amount:DESC,id', 'sort'],
      ['currency=x', 'currency'],
    ])('refuses ?%s, naming %s', async (query, field) => {
      const { status, body } = await get<HttpErrorDto>('listMemberEntries', member, `?${query}`);
      expect(status).toBe(400);
      expect(body.error.details).toMatchObject({ code: 'INVALID_INPUT', field });
    });
  });
});
