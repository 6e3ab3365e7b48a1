import {
  DIRECTORY_SEARCH_LENGTH,
  DIRECTORY_SORTS,
  endpointUrl,
  LEDGER_LAST_PAGE,
  SORT_ORDERS,
  type DirectoryDto,
  type DirectoryRowDto,
  type DirectorySort,
  type HttpErrorDto,
  type PickedMemberDto,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents } from '../db/content';
import { makePeople, type People, type Someone } from './member-people';

const plain = (text: string) =>
  text
    .trim()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
const bytes = (text: string) => Buffer.from(plain(text)).toString('hex');

/** What decides a member's place, least first; null comes last either way. */
const KEYS: Record<DirectorySort, (one: Someone) => string | number | null> = {
  member: ({ name, handle }) => bytes(name ?? handle ?? '') || null,
  points: ({ points }) => points,
  reputation: ({ reputation }) => reputation,
  badges: ({ badges }) => badges,
  lastSeen: ({ lastSeenAt }) => lastSeenAt,
};

function sorted(people: readonly Someone[], column: DirectorySort, order: 'ASC' | 'DESC'): string[] {
  const sign = order === 'ASC' ? 1 : -1;
  return people
    .toSorted((a, b) => {
      const [x, y] = [KEYS[column](a), KEYS[column](b)];
      if (x === null || y === null) return x === y ? sign * (a.id < b.id ? -1 : 1) : x === null ? 1 : -1;
      if (x !== y) return sign * (x < y ? -1 : 1);
      return sign * (a.id < b.id ? -1 : 1);
    })
    .map(({ id }) => id);
}

describeOnEveryEngine('the directory of members', (engine) => {
  let open: OpenLedger;
  let token: string;
  let people: People;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-members']);
    people = await makePeople(open);
  });
  afterAll(() => open.close());

  const search = (values: Record<string, string>) => `?${new URLSearchParams(values).toString()}`;
  const get = async <T = DirectoryDto>(values: Record<string, string> = {}) =>
    open.app.request<T>(endpointUrl('listMembers') + search(values), { token });
  const pick = async (values: Record<string, string> = {}) =>
    (await open.app.request<PickedMemberDto[]>(endpointUrl('findMembers') + search(values), { token })).body;

  async function allRows(values: Record<string, string>, pageSize: number): Promise<DirectoryRowDto[]> {
    const rows: DirectoryRowDto[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await get({ ...values, page: String(page), pageSize: String(pageSize) });
      rows.push(...body.rows);
      if (page * pageSize >= body.total) return rows;
    }
  }

  it('holds everyone with a balance, a badge or any activity, 25 a page by name', async () => {
    const { body } = await get();
    expect(body).toMatchObject({ page: 1, pageSize: 25, total: 25, totalMembers: 25 });
    expect(body.headline).toEqual({
      points: { code: 'points', name: 'Points', scale: 2 },
      reputation: { code: 'fame', name: 'Reputation', scale: 0 },
    });
    expect(body.rows.map(({ id }) => id)).toEqual(sorted(people.listed, 'member', 'ASC'));
    expect(body.rows.map(({ id }) => id)).not.toEqual(expect.arrayContaining([people.unlisted[0]]));
  });

  it('tells of each what is true', async () => {
    const { rows } = (await get()).body;
    for (const { id, points, reputation, ...rest } of people.listed) {
      const row = rows.find((one) => one.id === id);
      expect(row).toMatchObject({
        ...rest,
        points: points.toFixed(2),
        reputation: String(reputation),
        anonymised: false,
      });
    }
  });

  describe.each(DIRECTORY_SORTS)('sorted by %s', (column) => {
    it.each(SORT_ORDERS)('%s, ties by id and nothing last, is the same on every page size', async (order) => {
      const expected = sorted(people.listed, column, order);
      for (const pageSize of [1, 4, 7, 25, 100]) {
        const rows = await allRows({ sort: `${column}:${order}` }, pageSize);
        expect(rows.map(({ id }) => id)).toEqual(expected);
      }
    });

    it.each(SORT_ORDERS)('%s, finds the same as the whole does, in the same order', async (order) => {
      const found = people.listed.filter(({ name }) => plain(name ?? '').includes('a'));
      const rows = await allRows({ sort: `${column}:${order}`, search: 'a' }, 3);
      const ids = rows.map(({ id }) => id).filter((id) => found.some((one) => one.id === id));
      expect(ids).toEqual(sorted(found, column, order));
    });
  });

  it.each([
    ['ADA love', ['ada lovelace', 'Ada Lovelace', 'Ada Lovelace']],
    ['oberg', ['asa oberg', 'Åsa Öberg']],
    ['ÖBERG', ['asa oberg', 'Åsa Öberg']],
    ['zoe', ['ZOE', 'Zoë']],
    ['ευρυδικη', ['Ευρυδίκη']],
    ['ИВАН', ['Иван']],
    ['雷', ['李雷']],
    ['musse', ['MUSSE', 'Muße']],
    ['ærØ', ['Ærø']],
    ['%', ['100% Wool']],
    ['r_s', ['under_score']],
    ['u_der', []],
    ['!', ['a!b']],
    ['\\', ['back\\slash']],
    ["');", ["Robert'); DROP TABLE rewards_members;--"]],
    ['😀', ['😀 Smile']],
    ['  hopper  ', ['Grace Hopper']],
    ["' OR 1=1 --", []],
    ['%a%', []],
  ])('finds %j by what it holds, and nothing by a wildcard', async (text, names) => {
    const { body } = await get({ search: text });
    expect(body.rows.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(body).toMatchObject({ total: names.length, totalMembers: 25 });
  });

  it('finds by a part of the handle and of the email, in any case', async () => {
    const byHandle = people.listed.filter(({ handle }) => handle?.startsWith('handle5'));
    expect(byHandle.length).toBeGreaterThan(1);
    expect((await get({ search: 'ANDLE5' })).body.rows.map(({ id }) => id).sort()).toEqual(
      byHandle.map(({ id }) => id).sort(),
    );
    expect((await get({ search: '@handle5' })).body.rows.map(({ id }) => id).sort()).toEqual(
      byHandle.map(({ id }) => id).sort(),
    );
    const byEmail = people.listed.filter(({ email }) => email !== null);
    expect((await get({ search: '@EXAMPLE.com' })).body.total).toBe(byEmail.length);
  });

  it('takes only blanks for no search', async () => {
    expect((await get({ search: '   ' })).body.total).toBe(25);
  });

  it('is empty past the end, with the counts all the same', async () => {
    for (const page of ['2', String(LEDGER_LAST_PAGE)]) {
      expect((await get({ page, sort: 'points:DESC' })).body).toMatchObject({ rows: [], total: 25, totalMembers: 25 });
    }
  });

  it.each([
    ['page=0', 'page'],
    ['page=-1', 'page'],
    ['page=1.5', 'page'],
    ['page=1&page=2', 'page'],
    [`page=${LEDGER_LAST_PAGE + 1}`, 'page'],
    ['pageSize=0', 'pageSize'],
    ['pageSize=101', 'pageSize'],
    ['pageSize=99999999999999999999', 'pageSize'],
    ['sort=email:ASC', 'sort'],
    ['sort=points', 'sort'],
    ['sort=points:asc', 'sort'],
    ['sort=points:DESC;DROP TABLE rewards_members', 'sort'],
    ['sort[points]=DESC', 'sort'],
    ['search[$contains]=a', 'search'],
    ['search=a&search=b', 'search'],
    [`search=${'a'.repeat(DIRECTORY_SEARCH_LENGTH + 1)}`, 'search'],
    ['search=%00', 'search'],
    ['populate=*', 'populate'],
    ['filters[id][$null]=true', 'filters'],
  ])('refuses ?%s, naming %s', async (query, field) => {
    const { status, body } = await open.app.request<HttpErrorDto>(`${endpointUrl('listMembers')}?${query}`, { token });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ name: 'RewardsError', details: { code: 'INVALID_INPUT', field } });
  });

  it('follows a name that is changed, by whoever changes it', async () => {
    const { documentId } = await open.members.ensure({ externalId: open.key(), name: 'Before Her' });
    await documents(open, 'member').update({ documentId, data: { name: 'Ünique Äfter' } });
    expect(await pick({ search: 'before her' })).toEqual([]);
    expect(await pick({ search: 'unique after' })).toMatchObject([{ id: documentId, name: 'Ünique Äfter' }]);

    const made = await documents(open, 'member').create({ data: { handle: 'Straight-In' } });
    expect(await pick({ search: 'straight-in' })).toMatchObject([{ id: made.documentId }]);
    await open.strapi.db.query('plugin::rewards.member').deleteMany({ where: { documentId: made.documentId } });

    await open.members.anonymise(documentId);
    expect(await pick({ search: 'unique after' })).toEqual([]);
  });

  it('finds nobody by a name that was taken off them', async () => {
    const { documentId: id } = await open.members.ensure({ externalId: open.key(), name: 'Soon Nobody' });
    await open.ledger.grant({ member: id, currency: people.points, amount: '3', idempotencyKey: open.key() });
    expect((await get({ search: 'soon nobody' })).body.total).toBe(1);
    await open.members.anonymise(id);
    expect((await get({ search: 'soon nobody' })).body.total).toBe(0);
    const rows = await allRows({ sort: 'member:DESC' }, 100);
    expect(rows.find((row) => row.id === id)).toMatchObject({ name: null, email: null, anonymised: true });
  });

  it('offers a picker the first twenty by name, anybody among them, and one by their id', async () => {
    const offered = await pick();
    expect(offered).toHaveLength(20);
    expect(offered.map(({ id }) => id)).toEqual(sorted(people.listed, 'member', 'ASC').slice(0, 20));
    const [nobody] = people.unlisted;
    expect(await pick({ member: nobody! })).toEqual([{ id: nobody, name: null, handle: null, email: null }]);
    expect(await pick({ member: 'not-there' })).toEqual([]);
    const { documentId } = await open.members.ensure({ externalId: open.key(), email: 'only@picker.test' });
    expect(await pick({ search: 'ONLY@pick' })).toMatchObject([{ id: documentId, email: 'only@picker.test' }]);
  });
});
