/** V6: which users of the site are members, and what members follow of them. */
import type { MembersService, TaskRunDto, TasksService } from '../../server/contract';
import { describeOnEveryEngine, type Engine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

interface User {
  readonly documentId: string;
}

let counter = 0;

/** A Strapi with the setting `members`. */
function useMembers(engine: Engine, setting: string | undefined) {
  const suite = {} as { open: OpenLedger; members: MembersService };
  beforeAll(async () => {
    suite.open = await openLedger(engine, setting === undefined ? {} : { env: { REWARDS_MEMBERS: setting } });
    suite.members = suite.open.members;
  });
  afterAll(() => suite.open.close());

  const users = () => suite.open.strapi.documents('plugin::users-permissions.user');
  return {
    ...{ suite },
    async signUp(data: object = {}): Promise<User & { readonly username: string }> {
      counter += 1;
      const username = `person-${String(counter)}`;
      const user = (await users().create({
        data: { username, email: `${username}@site.test`, provider: 'local', confirmed: true, ...data } as never,
      })) as unknown as User;
      return { username, ...data, documentId: user.documentId };
    },
    change: (documentId: string, data: object) => users().update({ documentId, data: data as never }),
    memberOf: ({ documentId }: User) => suite.members.find({ siteUser: documentId }),
    followAll: (): Promise<TaskRunDto> =>
      suite.open.strapi.plugin('rewards').service<TasksService>('tasks').run('follow-users', { wait: true }),
  };
}

describeOnEveryEngine('V6 members on demand', (engine) => {
  const { suite, signUp, change, memberOf, followAll } = useMembers(engine, undefined);

  it('are made by nobody’s sign-up', async () => {
    const user = await signUp();
    expect(await memberOf(user)).toBeNull();
    expect((await followAll()).counts).toMatchObject({ made: 0 });
    expect(await memberOf(user)).toBeNull();
  });

  it('follow what their user is called', async () => {
    const user = await signUp();
    await suite.members.ensure({
      siteUser: user.documentId,
      handle: user.username,
      email: `${user.username}@site.test`,
    });
    await change(user.documentId, { username: 'Renamed', email: 'renamed@site.test' });
    expect(await memberOf(user)).toMatchObject({ handle: 'Renamed', email: 'renamed@site.test' });
    await change(user.documentId, { username: 'somebody@site.test' });
    expect(await memberOf(user)).toMatchObject({ handle: null });
  });

  it('are called after their user from the first, as far as nothing else is given', async () => {
    const [one, other] = [await signUp(), await signUp()];
    await suite.members.ensureMany([
      { siteUser: one.documentId, externalId: `shop-${one.documentId}` },
      { siteUser: other.documentId, handle: 'given-handle', name: 'Given Name' },
      { siteUser: 'nobody-of-this-site' },
    ]);
    expect(await memberOf(one)).toMatchObject({ handle: one.username, email: `${one.username}@site.test` });
    const given = { handle: 'given-handle', name: 'Given Name', email: `${other.username}@site.test` };
    expect(await memberOf(other)).toMatchObject(given);
    const nobody = await suite.members.find({ siteUser: 'nobody-of-this-site' });
    expect(nobody).toMatchObject({ handle: null, email: null });
  });

  it('are called after their user from when `ensure` links them', async () => {
    const [user, namesake] = [await signUp(), await signUp()];
    const externalId = `before-${user.documentId}`;
    const { documentId } = await suite.members.ensure({ externalId, email: 'own-address@site.test' });
    await suite.members.ensure({ externalId, siteUser: user.documentId });
    expect(await memberOf(user)).toMatchObject({ documentId, handle: user.username, email: 'own-address@site.test' });
    await suite.members.ensure({ externalId: `holder-${namesake.documentId}`, handle: namesake.username });
    await suite.members.ensure({ siteUser: namesake.documentId });
    expect(await memberOf(namesake)).toMatchObject({ handle: null, email: `${namesake.username}@site.test` });
  });

  it('V2 have no handle while another member has it', async () => {
    const holder = await suite.members.ensure({ externalId: 'from a shop', handle: 'held' });
    const user = await signUp();
    await suite.members.ensure({ siteUser: user.documentId, handle: 'held', email: `${user.username}@site.test` });
    expect(await memberOf(user)).toMatchObject({ handle: null });
    await change(user.documentId, { username: 'not-held' });
    expect(await memberOf(user)).toMatchObject({ handle: 'not-held' });
    await change(user.documentId, { username: 'held' });
    expect(await memberOf(user)).toMatchObject({ handle: null });
    expect((await followAll()).counts).toMatchObject({ updated: 0 });
    await suite.members.anonymise(holder.documentId);
    expect((await followAll()).counts).toMatchObject({ updated: 1 });
    expect(await memberOf(user)).toMatchObject({ handle: 'held' });
  });

  it('keep what somebody else has given them', async () => {
    const user = await signUp();
    await suite.members.ensure({ siteUser: user.documentId, handle: 'own-handle', email: 'own@site.test' });
    await change(user.documentId, { username: `${user.username}-2`, email: 'other@site.test' });
    expect(await memberOf(user)).toMatchObject({ handle: 'own-handle', email: 'own@site.test' });
  });

  it('keep what `update` has given them, and follow again in what it clears, at once', async () => {
    const user = await signUp();
    const { documentId: member } = await suite.members.ensure({ siteUser: user.documentId });
    await suite.members.update({ member, handle: 'chosen-handle', name: 'Own Name' });
    // What was empty is the user's by then.
    expect(await memberOf(user)).toMatchObject({ handle: 'chosen-handle', email: `${user.username}@site.test` });
    await change(user.documentId, { username: `${user.username}-2`, email: 'second@site.test' });
    await followAll();
    expect(await memberOf(user)).toMatchObject({
      handle: 'chosen-handle',
      email: 'second@site.test',
      name: 'Own Name',
    });
    await suite.members.update({ member, handle: null });
    expect(await memberOf(user)).toMatchObject({ handle: `${user.username}-2` });
    await change(user.documentId, { username: `${user.username}-3` });
    expect(await memberOf(user)).toMatchObject({ handle: `${user.username}-3` });
  });

  it('are called after the user they are linked to, and no more after one they were', async () => {
    const [first, second] = [await signUp(), await signUp()];
    const made = await suite.members.ensure({ externalId: `linked-${first.documentId}`, email: 'own@site.test' });
    const member = made.documentId;
    await suite.members.update({ member, siteUser: first.documentId });
    expect(await memberOf(first)).toMatchObject({ documentId: member, handle: first.username, email: 'own@site.test' });
    await suite.members.update({ member, siteUser: second.documentId });
    expect(await memberOf(first)).toBeNull();
    expect(await memberOf(second)).toMatchObject({ handle: second.username, email: 'own@site.test' });
    await suite.members.update({ member, siteUser: null });
    expect(await suite.members.get(member)).toMatchObject({ siteUser: null, handle: null, email: 'own@site.test' });
  });

  it('have no handle of a user that is another member’s, until it is free', async () => {
    const [taken, user] = [await signUp(), await signUp()];
    const holder = await suite.members.ensure({ externalId: `holds-${taken.documentId}`, handle: user.username });
    const linked = await suite.members.ensure({ externalId: `wants-${user.documentId}` });
    expect(await suite.members.update({ member: linked.documentId, siteUser: user.documentId })).toMatchObject({
      handle: null,
    });
    await suite.members.update({ member: holder.documentId, handle: `${user.username}-given` });
    await followAll();
    expect(await memberOf(user)).toMatchObject({ handle: user.username });
  });

  it('are linked to nobody who is somebody else’s user, or who is not there', async () => {
    const user = await signUp();
    await suite.members.ensure({ siteUser: user.documentId, handle: 'first', email: 'first@site.test' });
    const { documentId: member } = await suite.members.ensure({ externalId: `second-of-${user.documentId}` });
    const refusalOf = (siteUser: string) =>
      suite.members.update({ member, siteUser }).then(
        () => 'not refused',
        (error: unknown) => {
          const { code, details } = error as { readonly code: string; readonly details: { readonly field: string } };
          return [code, details.field];
        },
      );
    expect(await refusalOf(user.documentId)).toEqual(['MEMBER_CONFLICT', 'siteUser']);
    expect(await refusalOf('nobody')).toEqual(['INVALID_INPUT', 'siteUser']);
  });

  it('have what `update` gave them when their user is renamed at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = await signUp();
      const { documentId: member } = await suite.members.ensure({ siteUser: user.documentId, handle: user.username });
      const handle = `given-${user.username}`;
      await Promise.all([
        change(user.documentId, { username: `${user.username}-renamed` }),
        suite.members.update({ member, handle }),
      ]);
      expect(await memberOf(user)).toMatchObject({ handle });
    }
  });

  it('are given by the task what they lack', async () => {
    const user = await signUp();
    const { documentId: member } = await suite.members.ensure({ siteUser: user.documentId });
    // As an earlier version made them.
    await suite.open.knex('rewards_members').where('document_id', member).update({ handle: null, email: null });
    expect((await followAll()).counts).toMatchObject({ made: 0, updated: 1 });
    expect(await memberOf(user)).toMatchObject({ handle: user.username, email: `${user.username}@site.test` });
    expect((await followAll()).counts).toMatchObject({ made: 0, updated: 0 });
  });

  it('stay anonymous when their user is gone', async () => {
    const user = await signUp();
    const { documentId } = await suite.members.ensure({ siteUser: user.documentId });
    await suite.open.strapi.documents('plugin::users-permissions.user').delete({ documentId: user.documentId });
    await followAll();
    expect(await suite.members.get(documentId)).toMatchObject({ anonymised: true, handle: null });
  });
});

describeOnEveryEngine('V6 members on sign-up', (engine) => {
  const { signUp, change, memberOf } = useMembers(engine, 'on-sign-up');

  it('are made when their user is, once confirmed', async () => {
    const [now, later] = [await signUp(), await signUp({ confirmed: false })];
    expect(await memberOf(now)).toMatchObject({ handle: now.username, email: `${now.username}@site.test` });
    expect(await memberOf(later)).toBeNull();
    await change(later.documentId, { confirmed: true });
    expect(await memberOf(later)).toMatchObject({ handle: later.username });
  });

  it('never keep a user from signing up, and take no handle that gives an email away or does not fit', async () => {
    const user = await signUp({ username: 'me@home.test' });
    expect(await memberOf(user)).toMatchObject({ handle: null });
    const long = await signUp({ username: 'n'.repeat(150) });
    expect(await memberOf(long)).toMatchObject({ handle: null, email: expect.stringContaining('@') as string });
  });
});

describeOnEveryEngine('V6 every user as a member', (engine) => {
  const { suite, signUp, memberOf, followAll } = useMembers(engine, 'every-user');

  it('takes in those who were there before, once, in the order of the task', async () => {
    const { tableName } = suite.open.strapi.db.metadata.get('plugin::users-permissions.user');
    const known = await signUp({ confirmed: false });
    expect(await memberOf(known)).not.toBeNull();
    // As another system would have left them: no lifecycle has seen these.
    const rows = Array.from({ length: 2_500 }, (_, i) => ({
      document_id: `imported-${String(i)}`,
      username: `imported-${String(i)}`,
      email: `imported-${String(i)}@site.test`,
    }));
    for (let i = 0; i < rows.length; i += 100) await suite.open.knex(tableName).insert(rows.slice(i, i + 100));
    const run = await followAll();
    expect([run.status, run.counts]).toMatchObject(['succeeded', { users: 2_501, made: 2_500, updated: 0 }]);
    expect(await suite.members.find({ siteUser: 'imported-2499' })).toMatchObject({ handle: 'imported-2499' });
    expect((await followAll()).counts).toMatchObject({ users: 2_501, made: 0, updated: 0 });
  });
});

describe('the setting members', () => {
  it('is one of three', async () => {
    const { readMembersSetting } = await import('../../server/members/site-users/take-in');
    expect(readMembersSetting(undefined)).toBe('on-demand');
    for (const setting of ['all', true, null])
      expect(() => readMembersSetting(setting)).toThrow(/^members must be one of/);
  });
});
