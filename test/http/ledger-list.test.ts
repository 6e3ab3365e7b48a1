import {
  endpointUrl,
  LEDGER_SORTS,
  type HttpErrorDto,
  type LedgerListDto,
  type LedgerRowDto,
  type PostingInput,
  TYPES_OF_SEGMENT,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Minor units at the finest scale, so that amounts of all currencies compare as numbers. */
function valueOf({ amount }: LedgerRowDto): bigint {
  const [whole = '', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(8, '0'));
}

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const lastWhenNull = (a: string | null, b: string | null, order: number): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return order * compare(a, b);
};
const newestFirst = (a: LedgerRowDto, b: LedgerRowDto): number =>
  compare(b.postedAt, a.postedAt) || compare(b.id, a.id);

/** A member stands where their name does, or else their handle, whatever its case and accents. */
function calledBy({ member: { name, handle } }: LedgerRowDto): string | null {
  return (name ?? handle)?.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase() ?? null;
}

/** What each sort means, told once more and in another way. */
const SORTED: Record<(typeof LEDGER_SORTS)[number], (a: LedgerRowDto, b: LedgerRowDto, order: number) => number> = {
  txn: (a, b, order) => order * compare(a.id, b.id),
  member: (a, b, order) =>
    lastWhenNull(calledBy(a), calledBy(b), order) || compare(a.member.id, b.member.id) || newestFirst(a, b),
  type: (a, b, order) => order * compare(a.type, b.type) || newestFirst(a, b),
  amount: (a, b, order) =>
    order * (compare(valueOf(a), valueOf(b)) || compare(a.postedAt, b.postedAt) || compare(a.id, b.id)),
  lot: (a, b, order) => lastWhenNull(a.lotId, b.lotId, order) || newestFirst(a, b),
  posted: (a, b, order) => order * (compare(a.postedAt, b.postedAt) || compare(a.id, b.id)),
};

describeOnEveryEngine('the list of the ledger', (engine) => {
  let open: OpenLedger;
  let token: string;
  let start: string;
  /** Every row, newest first. */
  let all: LedgerRowDto[];
  const people: Record<string, string> = {};

  const get = async <T = LedgerListDto>(query: Record<string, string | number> = {}) => {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return open.app.request<T>(`${endpointUrl('listLedgerEntries')}?${search.toString()}`, { token });
  };

  async function pages(query: Record<string, string | number>, pageSize = 100): Promise<LedgerRowDto[]> {
    const rows: LedgerRowDto[] = [];
    for (let page = 1; ; page += 1) {
      const { status, body } = await get({ ...query, page, pageSize });
      expect(status).toBe(200);
      rows.push(...body.rows);
      if (page * pageSize >= body.total) {
        expect(rows).toHaveLength(body.total);
        return rows;
      }
    }
  }

  const ids = (rows: readonly LedgerRowDto[]) => rows.map(({ id }) => id);

  async function fill(): Promise<void> {
    const { members, ledger, clock, key } = open;
    start = clock.iso();
    const person = async (externalId: string, more: { name?: string; handle?: string; email?: string }) => {
      people[externalId] = (await members.ensure({ externalId, ...more })).documentId;
    };
    await person('ada', { name: 'ada Lovelace', handle: 'countess', email: 'ada@engine.example' });
    await person('ada2', { name: 'Ada Lovelace', handle: 'ada_2' });
    await person('eloise', { name: 'Éloïse 100%', email: 'ELOISE@engine.example' });
    await person('bob', { name: 'Bob *the* [builder]?', handle: 'bob!' });
    await person('nobody', {});
    await person('nobody2', { handle: 'anon' });
    await open.currency({ code: 'points', name: 'Points' });
    await open.currency({ code: 'credit', name: 'Credit', scale: 2 });
    await open.currency({ code: 'fine', name: 'Fine', scale: 8 });
    await open.currency({ code: 'unused', name: 'Unused' });
    const actor = { id: 'admin:1' };
    const post = async (inputs: readonly Omit<PostingInput, 'idempotencyKey'>[]) => {
      const outcomes = await ledger.postMany(
        inputs.map((input) => ({ idempotencyKey: key(), ...input }) as unknown as PostingInput),
      );
      return outcomes.map((outcome) => {
        if (!outcome.ok) throw new Error(outcome.error.message);
        return outcome.result.entry.id;
      });
    };
    for (const [i, member] of Object.values(people).entries()) {
      const on = (currency: string) => ({ member, currency });
      const [first] = await post([
        { type: 'grant', ...on('points'), amount: '1000', reason: 'Order 4711', rule: 'earn', eventId: `order:${i}_a` },
        { type: 'grant', ...on('points'), amount: '10', expiresAt: clock.iso(HOUR), reason: '100% of it' },
        { type: 'grant', ...on('credit'), amount: '1000.00' },
        { type: 'grant', ...on('credit'), amount: '9.99', reason: 'GRÜSSE aus Köln' },
        { type: 'grant', ...on('fine'), amount: '1000.00000001' },
      ] as never);
      clock.advance(MINUTE);
      const [spend, hold] = await post([
        { type: 'deduct', ...on('points'), amount: '12', reason: 'A mug' },
        { type: 'reserve', ...on('credit'), amount: '2.50' },
        { type: 'deduct', ...on('fine'), amount: '12.00000001' },
        { type: 'adjust', ...on('credit'), amount: '-12.50', reason: 'A correction by hand', actor },
        { type: 'adjust', ...on('points'), amount: '7', reason: 'A correction by hand', actor },
      ] as never);
      clock.advance(MINUTE);
      await post([
        { type: 'reverse', entryId: spend },
        { type: 'release', holdId: hold },
        ...(i === 0 ? [{ type: 'reverse', entryId: first }] : []),
      ] as never);
    }
    clock.advance(2 * HOUR);
    await ledger.expireDue();
    all = await pages({});
  }

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-ledger']);
    await fill();
  });
  afterAll(() => open.close());

  it('has every row, newest first', async () => {
    const stored = await open.knex('rewards_ledger_entries').select<{ id: string }[]>('id');
    expect(ids(all).toSorted()).toEqual(stored.map(({ id }) => id).toSorted());
    expect(all).toEqual(all.toSorted((a, b) => SORTED.posted(a, b, -1)));
    expect(new Set(all.map(({ type }) => type)).size).toBe(7);
  });

  it.each(Object.entries(TYPES_OF_SEGMENT))('shows of the segment %s its types only', async (segment, types) => {
    const wanted = all.filter(({ type }) => types?.includes(type) ?? true);
    expect(wanted.length).toBeGreaterThan(0);
    expect(await pages({ segment })).toEqual(wanted);
  });

  it.each(['points', 'credit', 'fine', 'unused'])('shows of the currency %s its rows only', async (currency) => {
    expect(await pages({ currency })).toEqual(all.filter((row) => row.currency.code === currency));
  });

  it('shows of a member their rows only, and none of somebody unknown', async () => {
    expect(await pages({ member: people.bob! })).toEqual(all.filter((row) => row.member.id === people.bob));
    for (const member of ['nobody-there', people.bob!.toUpperCase(), "' OR 1=1 --", '%']) {
      expect((await get({ member })).body).toMatchObject({ rows: [], total: 0 });
    }
  });

  it('shows what was posted at an instant or later, and before another', async () => {
    const from = all.at(-10)!.postedAt;
    const to = all[10]!.postedAt;
    expect(await pages({ from })).toEqual(all.filter(({ postedAt }) => postedAt >= from));
    expect(await pages({ to })).toEqual(all.filter(({ postedAt }) => postedAt < to));
    const between = all.filter(({ postedAt }) => postedAt >= from && postedAt < to);
    expect(between.length).toBeGreaterThan(5);
    expect(await pages({ from, to })).toEqual(between);
    expect((await get({ from: to, to: from })).body.total).toBe(0);
    expect((await get({ from: '2026-01-15T13:00:00+01:00', to: start })).body.total).toBe(0);
  });

  it('puts filters together', async () => {
    const query = { segment: 'grants', currency: 'credit', member: people.ada!, search: 'köln', from: start };
    const wanted = all.filter(
      (row) => row.type === 'grant' && row.currency.code === 'credit' && row.member.id === people.ada && row.reason,
    );
    expect(wanted).toHaveLength(1);
    expect(await pages(query)).toEqual(wanted);
  });

  const holds = (term: string) => (row: LedgerRowDto) =>
    [row.reason, row.eventId].some((text) => text?.toLowerCase().includes(term.toLowerCase()));

  it.each(['order 4711', 'ORDER:2_A', 'mug', '0%', 'grüsse', 'KÖLN', '_a', 'correction BY'])(
    'finds %j in reasons and events',
    async (search) => {
      const wanted = all.filter(holds(search));
      expect(wanted.length).toBeGreaterThan(0);
      expect(await pages({ search })).toEqual(
        search === '0%' ? all.filter((row) => holds(search)(row) || row.member.id === people.eloise) : wanted,
      );
    },
  );

  it.each([
    ['LOVELACE', ['ada', 'ada2']],
    ['countess', ['ada']],
    ['ada_2', ['ada2']],
    ['éloïse', ['eloise']],
    ['ÉLOÏSE', ['eloise']],
    ['Éloïse 100%', ['eloise']],
    ['eloise@engine', ['eloise']],
    ['@ENGINE.example', ['ada', 'eloise']],
    ['@countess', ['ada']],
    ['*the* [b', ['bob']],
    ['builder]?', ['bob']],
    ['bob!', ['bob']],
    ['  anon  ', ['nobody2']],
    ['a_a', []],
    ['b%b', []],
    ['[a-z]', []],
    ["' OR '1'='1", []],
    ['\\', []],
  ])('finds the members whose name, handle or email holds %j', async (search, found) => {
    const members = found.map((name) => people[name]);
    expect(await pages({ search })).toEqual(all.filter((row) => members.includes(row.member.id)));
  });

  it('finds a row by its id, or by how that begins or ends, in either case', async () => {
    const { id } = all[7]!;
    for (const search of [id, id.toLowerCase(), ` ${id} `]) expect(ids(await pages({ search }))).toEqual([id]);
    const wanted = all.filter((row) => row.id.startsWith(id.slice(0, 10)));
    expect(wanted.length).toBeGreaterThan(1);
    expect(await pages({ search: id.slice(0, 10).toLowerCase() })).toEqual(wanted);
    expect(ids(await pages({ search: id.slice(-6) }))).toContain(id);
    expect((await get({ search: id.slice(1, -1) })).body.total).toBe(0);
  });

  it('takes only blanks for no search', async () => {
    expect((await get({ search: '   ' })).body.total).toBe(all.length);
  });

  describe.each([
    ['everything', {}],
    ['one currency', { currency: 'credit' }],
    ['one segment', { segment: 'reservations' }],
    ['what was searched for', { search: 'lovelace' }],
    ['what was posted since', { from: '2026-01-15T12:04:00Z' }],
  ])('of %s', (_, query) => {
    it.each(LEDGER_SORTS.flatMap((column) => [`${column}:ASC`, `${column}:DESC`]))('is sorted by %s', async (sort) => {
      const [column, order] = sort.split(':') as [(typeof LEDGER_SORTS)[number], string];
      const rows = await pages(query);
      const wanted = ids(rows.toSorted((a, b) => SORTED[column](a, b, order === 'ASC' ? 1 : -1)));
      expect(ids(await pages({ ...query, sort }))).toEqual(wanted);
      for (const pageSize of [7, 13]) expect(ids(await pages({ ...query, sort }, pageSize))).toEqual(wanted);
    });
  });

  it.each([
    [{ segment: 'everything' }, 'segment'],
    [{ segment: 'grants,deducts' }, 'segment'],
    [{ sort: 'balance:ASC' }, 'sort'],
    [{ sort: 'posted' }, 'sort'],
    [{ sort: 'posted:asc' }, 'sort'],
    [{ sort: 'posted:DESC; DROP TABLE rewards_accounts' }, 'sort'],
    [{ sort: 'constructor:ASC' }, 'sort'],
    [{ currency: '' }, 'currency'],
    [{ currency: 'c'.repeat(33) }, 'currency'],
    [{ 'currency[$ne]': 'points' }, 'currency'],
    [{ member: '' }, 'member'],
    [{ member: 'm'.repeat(41) }, 'member'],
    [{ member: 'a\0b' }, 'member'],
    [{ search: 's'.repeat(101) }, 'search'],
    [{ search: 'a\0b' }, 'search'],
    [{ 'search[]': 'a' }, 'search'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-02-30T00:00:00Z' }, 'from'],
    [{ from: '2026-01-01' }, 'from'],
    [{ to: '1767225600000' }, 'to'],
    [{ pageSize: 1_000_000 }, 'pageSize'],
    [{ page: -1 }, 'page'],
  ] as [Record<string, string | number>, string][])('refuses %j, naming %s', async (query, field) => {
    const { status, body } = await get<HttpErrorDto>(query);
    expect(status).toBe(400);
    expect(body.error.details).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('takes no key twice', async () => {
    const twice = await open.app.request<HttpErrorDto>(
      `${endpointUrl('listLedgerEntries')}?sort=txn:ASC&sort=txn:DESC`,
      { token },
    );
    expect(twice.status).toBe(400);
    expect(twice.body.error.details).toMatchObject({ code: 'INVALID_INPUT', field: 'sort' });
  });

  it.each(['gold', 'POINTS', "points' --"])('knows no currency %j', async (currency) => {
    const { status, body } = await get<HttpErrorDto>({ currency });
    expect(status).toBe(404);
    expect(body.error.details).toMatchObject({ code: 'UNKNOWN_CURRENCY', currency });
  });
});
