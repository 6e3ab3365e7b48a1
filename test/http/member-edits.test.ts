import {
  type DirectoryDto,
  endpointUrl,
  type HttpErrorDto,
  type MemberDetailDto,
  type OneMember,
  type UserPickerDto,
} from '../../server/contract';
import { dialectOf } from '../../server/kernel';
import { findSiteUsers } from '../../server/members/site-users/find-users';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { signUp } from './site-visitors';

describeOnEveryEngine('members made and edited by hand', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.edit-members', 'plugin::rewards.view-members']);
  });
  afterAll(() => open.close());

  const create = <T = OneMember>(body: object) =>
    open.app.request<T>(endpointUrl('createMember'), { token, method: 'POST', body });
  const update = <T = OneMember>(member: string, body: object) =>
    open.app.request<T>(endpointUrl('updateMember', { member }), { token, method: 'PUT', body });
  const detail = async (member: string) =>
    (await open.app.request<MemberDetailDto>(endpointUrl('getMember', { member }), { token })).body.member;
  const pick = async (query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString();
    return (await open.app.request<UserPickerDto>(`${endpointUrl('findSiteUsers')}?${search}`, { token })).body;
  };
  const refusalOf = ({ status, body }: { readonly status: number; readonly body: HttpErrorDto }) => [
    status,
    body.error.details.code,
    body.error.details.field,
  ];

  it('are in the directory at once, as they were entered', async () => {
    const entered = { name: 'Entered By Hand', handle: 'by-hand', email: 'hand@x.test', externalId: open.key() };
    const { status, body } = await create(entered);
    expect(status).toBe(200);
    expect(await detail(body.member)).toMatchObject({ ...entered, siteUser: null, anonymised: false });
    const list = await open.app.request<DirectoryDto>(`${endpointUrl('listMembers')}?search=by hand`, { token });
    expect(list.body.rows.map(({ id }) => id)).toEqual([body.member]);
  });

  it('are made once, however often the same is sent at the same time', async () => {
    const user = await signUp(open.strapi);
    for (const entered of [
      { externalId: open.key(), name: 'Twice' },
      { externalId: open.key(), siteUser: user.documentId },
    ]) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => create(entered)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set([...answers, await create(entered)].map(({ body }) => body.member)).size).toBe(1);
    }
  });

  it('are nobody who is there already, and nobody who is there becomes them', async () => {
    const [externalId, user] = [open.key(), await signUp(open.strapi)];
    const there = await open.members.ensure({ externalId, name: 'There Before' });
    const other = await open.members.ensure({ siteUser: user.documentId });
    expect(refusalOf(await create({ externalId, name: 'New' }))).toEqual([409, 'MEMBER_CONFLICT', 'externalId']);
    expect(refusalOf(await create({ externalId, siteUser: user.documentId }))).toEqual([
      ...[409, 'MEMBER_CONFLICT', 'externalId'],
    ]);
    expect(refusalOf(await create({ externalId: open.key(), siteUser: user.documentId }))).toEqual([
      ...[409, 'MEMBER_CONFLICT', 'siteUser'],
    ]);
    for (const one of [there, other]) expect(await open.members.get(one.documentId)).toEqual(one);
  });

  it('are called after the site user as far as nothing else is given', async () => {
    const user = await signUp(open.strapi);
    const { body } = await create({ siteUser: user.documentId, email: 'own@x.test' });
    expect(await detail(body.member)).toMatchObject({
      ...{ siteUser: user.documentId, handle: user.username, email: 'own@x.test' },
    });
  });

  it('are not given another member’s handle, and called nothing where their user brings it along', async () => {
    const user = await signUp(open.strapi);
    const holder = await create({ externalId: open.key(), handle: user.username });
    const entered = { externalId: open.key(), handle: user.username };
    expect(refusalOf(await create(entered))).toEqual([409, 'HANDLE_TAKEN', 'handle']);
    expect(await open.members.find({ externalId: entered.externalId })).toBeNull();
    const { body } = await create({ siteUser: user.documentId });
    expect(await detail(body.member)).toMatchObject({ handle: null });
    expect((await create({ siteUser: user.documentId })).body).toEqual(body);
    expect(refusalOf(await update(body.member, { handle: user.username }))).toEqual([409, 'HANDLE_TAKEN', 'handle']);
    await update(holder.body.member, { handle: null });
    expect((await update(body.member, { handle: user.username })).status).toBe(200);
    expect(await detail(body.member)).toMatchObject({ handle: user.username });
  });

  it('are changed in what is sent, and cleared in what is null', async () => {
    const { body } = await create({ externalId: open.key(), name: 'Before', email: 'before@x.test' });
    expect((await update(body.member, { name: 'After', email: null })).body).toEqual({ member: body.member });
    expect(await detail(body.member)).toMatchObject({ name: 'After', email: null });
  });

  it('are linked to a user and let go again', async () => {
    const user = await signUp(open.strapi);
    const { body } = await create({ externalId: open.key() });
    await update(body.member, { siteUser: user.documentId });
    expect(await detail(body.member)).toMatchObject({ siteUser: user.documentId, handle: user.username });
    await update(body.member, { siteUser: null });
    expect(await detail(body.member)).toMatchObject({ siteUser: null, handle: null });
  });

  it('are not given somebody else’s id, nor edited once they are anonymous', async () => {
    const externalId = open.key();
    await create({ externalId });
    const { body } = await create({ externalId: open.key() });
    expect(refusalOf(await update(body.member, { externalId }))).toEqual([409, 'MEMBER_CONFLICT', 'externalId']);
    await open.members.anonymise(body.member);
    expect(refusalOf(await update(body.member, { name: 'X' }))).toEqual([409, 'MEMBER_ANONYMISED', undefined]);
    expect(refusalOf(await update('nobody', { name: 'X' }))).toEqual([404, 'MEMBER_NOT_FOUND', undefined]);
  });

  it.each([
    [{}, 'externalId'],
    [{ name: 'Without an id' }, 'externalId'],
    [{ externalId: '' }, 'externalId'],
    [{ externalId: 'x', name: null }, 'name'],
    [{ externalId: 'x', siteUser: 'nobody' }, 'siteUser'],
    [{ externalId: 'x', tier: 'gold' }, 'tier'],
    [[], ''],
  ])('are refused for %j, naming "%s"', async (body, field) => {
    expect(refusalOf(await create(body))).toEqual([400, 'INVALID_INPUT', field]);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ externalId: null }, 'externalId'],
    [{ email: 5 }, 'email'],
    [{ anonymised: true }, 'anonymised'],
  ])('are not changed to %j, naming "%s"', async (change, field) => {
    const { body } = await create({ externalId: open.key() });
    expect(refusalOf(await update(body.member, change))).toEqual([400, 'INVALID_INPUT', field]);
  });

  it('are noted in Strapi’s log by ids, with nothing personal', async () => {
    const log = jest.spyOn(open.strapi.log, 'info');
    const { body } = await create({ externalId: open.key(), name: 'Secret Name' });
    await update(body.member, { name: 'Other Secret', email: null });
    const calls = log.mock.calls as unknown as readonly (readonly unknown[])[];
    const lines = calls.flat().filter((line) => typeof line === 'string' && line.startsWith('Rewards: admin:'));
    log.mockRestore();
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^Rewards: admin:\\d+ entered the member ${body.member}$`)),
      expect.stringMatching(new RegExp(`^Rewards: admin:\\d+ changed name, email of the member ${body.member}$`)),
    ]);
  });

  describe('have a site user', () => {
    it('who is nobody else’s, found by a part of the name or the email, newest first', async () => {
      const users = [];
      for (const name of ['first-finder', 'finder_2', 'finder-3']) users.push(await signUp(open.strapi, name));
      const [first, second, third] = users.map(({ documentId }) => documentId);
      const found = async (search: string) => (await pick({ search })).users.map(({ documentId }) => documentId);
      expect(await found('FINDER')).toEqual([third, second, first]);
      expect(await found('finder_')).toEqual([second]);
      expect(await found('finder-3@site')).toEqual([third]);
      await open.members.ensure({ siteUser: second! });
      expect(await found('finder')).toEqual([third, first]);
      expect(await pick({ user: second! })).toEqual({
        hasUsers: true,
        users: [{ documentId: second, username: 'finder_2', email: 'finder_2@site.test' }],
      });
      expect((await pick({ user: 'nobody' })).users).toEqual([]);
      expect((await pick()).users.length).toBeLessThanOrEqual(20);
    });

    it('only where the site has users', async () => {
      const none = await findSiteUsers(open.knex, dialectOf(open.knex), undefined, {});
      expect(none).toEqual({ hasUsers: false, users: [] });
    });
  });
});
