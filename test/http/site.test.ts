/** S1 to S4, V1 to V10: what a site is told by the content API. */
import {
  endpointUrl,
  type ErrorDetails,
  type LeaderboardDto,
  type MeDto,
  type OwnHistoryDto,
  type PublicProfileDto,
  type ReconciliationService,
} from '../../server/contract';
import { documents } from '../db/content';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { fullAccessToken, relateArticles } from './doors';
import { makeBadge } from './member-people';
import { customToken, permit, readOnlyToken, signUp, type SiteUser } from './site-visitors';

interface Body<T> {
  readonly data: T;
  readonly meta: {
    readonly pagination?: { readonly page: number; readonly pageCount: number; readonly total: number };
  };
  readonly error?: { readonly status: number; readonly message: string; readonly details: ErrorDetails };
}

type Row = Readonly<Record<string, unknown>>;

const CATALOGUE = ['badge', 'level', 'tier', 'badge-award'].flatMap((name) => [`${name}.find`, `${name}.findOne`]);
const ME = ['find', 'history', 'expiry', 'rank', 'statement', 'export', 'consent', 'setConsent'].map(
  (name) => `me.${name}`,
);
const ARTICLES = ['find', 'findOne'].map((name) => `api::article.article.${name}`);

/** Stands in every field of the member whom nobody is to see. */
const MARK = 'unseen';

describeOnEveryEngine('a site', (engine) => {
  let open: OpenLedger;
  let points: string;
  let hidden: string;
  let shown: string;
  let secret: Row;
  let pioneer: Row;

  beforeAll(async () => {
    open = await openLedger(engine, { beforeLoad: relateArticles });
    const { strapi, members, ledger } = open;
    await permit(strapi, 'public', [...CATALOGUE, 'member.find', 'leaderboard.find', ...ARTICLES]);
    await permit(strapi, 'authenticated', [...CATALOGUE, 'member.find', 'leaderboard.find', ...ARTICLES, ...ME]);
    points = await open.currency({
      code: 'site-points',
      name: 'Points',
      scale: 2,
      drivesLevels: true,
      drivesTiers: true,
    });
    await documents(open, 'level').create({ data: { code: 'novice', name: 'Novice', threshold: '1' } });
    secret = await documents(open, 'badge').create({
      data: { code: `${MARK}-badge`, name: `${MARK} badge`, description: MARK, secret: true },
    });
    pioneer = await documents(open, 'badge').create({ data: { code: 'pioneer', name: 'Pioneer' } });

    const make = async (name: string, consents: object) => {
      const { documentId } = await members.ensure({
        externalId: `${name}-external`,
        name: `${name} name`,
        handle: `${name}-handle`,
        email: `${name}@site.test`,
      });
      await members.setConsent({ member: documentId, ...consents });
      for (const badge of ['pioneer', `${MARK}-badge`]) await members.award({ member: documentId, badge });
      await ledger.grant({
        member: documentId,
        currency: points,
        amount: '1500',
        idempotencyKey: open.key(),
        reason: `${name} reason`,
      });
      return documentId;
    };
    hidden = await make(MARK, {});
    shown = await make('ada', { publicProfile: true });
    const aliased = await make('nym', { publicProfile: true, alias: true });
    for (const [title, member] of [
      ['By nobody seen', hidden],
      ['By Ada', shown],
      ['By Nym', aliased],
      ['By none', null],
    ] as const) {
      await open.strapi.documents('api::article.article').create({
        data: {
          title,
          memberFromAfar: member,
          badgeFromAfar: member === hidden ? secret.documentId : pioneer.documentId,
        },
        status: 'published',
      } as never);
    }
  });
  afterAll(() => open.close());

  const get = <T>(path: string, token?: string, headers?: Record<string, string>) =>
    open.app.request<Body<T>>(`/api${path}`, { token, headers });
  const articles = async (query: string, token?: string) => {
    const { status, body } = await get<Row[]>(`/articles?sort=title&${query}`, token);
    expect([status, body.error]).toEqual([200, undefined]);
    return body.data;
  };
  const titles = async (query: string, token?: string) => (await articles(query, token)).map(({ title }) => title);

  describe('V3 has a catalogue that', () => {
    it.each(['badges', 'levels', 'tiers'])('lists %s and finds one, by Strapi’s own rules', async (path) => {
      const { status, body } = await get<Row[]>(`/rewards/${path}?sort=code&pagination[pageSize]=1&fields[0]=name`);
      expect(status).toBe(200);
      expect(body.data).toHaveLength(1);
      const one = await get<Row>(`/rewards/${path}/${String(body.data[0]!.documentId)}`);
      expect([one.status, one.body.data.name]).toEqual([200, body.data[0]!.name]);
    });

    it('has no secret badge: in no list, no count, by no filter and under no id', async () => {
      const { body } = await get<Row[]>('/rewards/badges?pagination[withCount]=true');
      expect(body.data.map(({ code }) => code)).toEqual(['pioneer']);
      expect(body.meta.pagination!.total).toBe(1);
      const filtered = await get<Row[]>('/rewards/badges?filters[$not][code][$eq]=pioneer');
      expect(filtered.body.data).toEqual([]);
      expect((await get(`/rewards/badges/${String(secret.documentId)}`)).status).toBe(404);
      expect((await get<Row[]>('/rewards/badges?filters[secret][$eq]=true')).status).toBe(400);
    });

    it('tells who was awarded what, of those who show it', async () => {
      const { body } = await get<Row[]>('/rewards/badge-awards?sort=id&populate[member]=true&populate[badge]=true');
      expect(body.data).toMatchObject([
        { badge: { code: 'pioneer' }, member: { handle: 'ada-handle', name: 'ada name' } },
        { badge: { code: 'pioneer' }, member: { handle: 'nym-handle', name: null } },
      ]);
      expect(body.meta.pagination!.total).toBe(2);
    });

    it('is read as @strapi/client asks: encoded, and with a type of content that it does not send', async () => {
      const asked = { 'content-type': 'application/json' };
      const badges = await get<Row[]>('/rewards/badges?populate%5B0%5D=image', undefined, asked);
      expect([badges.status, badges.body.data]).toMatchObject([200, [{ code: 'pioneer', image: null }]]);
      const query = 'sort=awardedAt%3Adesc&populate%5Bmember%5D=true&pagination%5BpageSize%5D=5';
      const awards = await get<Row[]>(`/rewards/badge-awards?${query}`, undefined, asked);
      expect([awards.status, awards.body.data.length]).toEqual([200, 2]);
      const profile = await get<PublicProfileDto>('/rewards/members/ada-handle', undefined, asked);
      expect([profile.status, profile.body.data.handle]).toEqual([200, 'ada-handle']);
    });

    it('is closed to whoever was not permitted', async () => {
      const token = await customToken(open.strapi, ['badge.find']);
      expect((await get('/rewards/badges', token)).status).toBe(200);
      expect((await get('/rewards/tiers', token)).status).toBe(403);
      expect((await open.app.request('/api/rewards/badges', { token, body: { data: {} } })).status).toBe(405);
    });
  });

  describe('V2 has public profiles that', () => {
    it('show level, tier, badges, and since when they are members', async () => {
      const { status, body, headers } = await get<PublicProfileDto>('/rewards/members/ada-handle');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        handle: 'ada-handle',
        name: 'ada name',
        memberSince: expect.any(String) as string,
      });
      expect(body.data.level).toMatchObject({ code: 'novice' });
      expect(body.data.tier).toMatchObject({ code: 'silver' });
      expect(body.data.badges).toMatchObject([{ code: 'pioneer', awardedAt: expect.any(String) as string }]);
      expect(Object.keys(body.data).sort()).toEqual(
        ['badges', 'documentId', 'handle', 'level', 'memberSince', 'name', 'tier'].sort(),
      );
      expect(headers.get('cache-control')).toBe('public, max-age=60');
    });

    it('have no name where the member goes by an alias', async () => {
      const { body } = await get<PublicProfileDto>('/rewards/members/nym-handle');
      expect(body.data).toMatchObject({ handle: 'nym-handle', name: null });
      expect(JSON.stringify(body)).not.toContain('nym name');
    });

    it('answer 304 to whoever has them already', async () => {
      const etag = (await get('/rewards/members/ada-handle')).headers.get('etag')!;
      const again = await get('/rewards/members/ada-handle', undefined, { 'if-none-match': etag });
      expect([again.status, again.body]).toEqual([304, '']);
    });

    it('V1 are not there for a member who shows none, just as for nobody', async () => {
      const answers = await Promise.all(
        [`${MARK}-handle`, 'nobody-handle', 'ADA-HANDLE'].map((handle) => get(`/rewards/members/${handle}`)),
      );
      for (const [i, { status, body, headers }] of answers.entries()) {
        const handle = [`${MARK}-handle`, 'nobody-handle', 'ADA-HANDLE'][i]!;
        expect(status).toBe(404);
        expect(JSON.stringify(body).replaceAll(handle, '<handle>')).toBe(
          JSON.stringify(answers[1]!.body).replaceAll('nobody-handle', '<handle>'),
        );
        expect(headers.get('cache-control')).toBe('private, no-store');
      }
    });
  });

  describe('S1, V1 populates members', () => {
    const POPULATE =
      'populate[memberFromAfar][populate][awards][populate][badge]=true&populate[memberFromAfar][populate][level]=true';

    it.each(['a visitor', 'a token that reads all', 'a token with full access'])(
      'as they show themselves, to %s',
      async (who) => {
        const token =
          who === 'a visitor'
            ? undefined
            : who.includes('reads')
              ? await readOnlyToken(open.strapi)
              : await fullAccessToken(open.strapi);
        const found = await articles(POPULATE, token);
        const [ada, byNobody, none, nym] = ['By Ada', 'By nobody seen', 'By none', 'By Nym'].map((title) =>
          found.find((article) => article.title === title),
        );
        expect(byNobody!.memberFromAfar).toBeNull();
        expect(none!.memberFromAfar).toBeNull();
        expect(ada!.memberFromAfar).toMatchObject({
          handle: 'ada-handle',
          name: 'ada name',
          level: { code: 'novice' },
        });
        expect(nym!.memberFromAfar).toMatchObject({ handle: 'nym-handle', name: null });
        const allowed = ['id', 'documentId', 'handle', 'name', 'memberSince', 'level', 'awards'];
        expect(Object.keys(ada!.memberFromAfar as Row).filter((key) => !allowed.includes(key))).toEqual([]);
        if (token)
          expect((ada!.memberFromAfar as { awards: Row[] }).awards).toMatchObject([{ badge: { code: 'pioneer' } }]);
        expect(JSON.stringify([ada, byNobody])).not.toContain(MARK);
      },
    );

    it('not at all for whoever may not read members', async () => {
      const token = await customToken(open.strapi, ARTICLES);
      const [ada] = await articles('populate=*&filters[title]=By Ada', token);
      expect(ada).not.toHaveProperty('memberFromAfar');
    });
  });

  describe('V1 is asked by filters that', () => {
    it.each([
      ['filters[memberFromAfar][handle][$eq]=ada-handle', ['By Ada']],
      [`filters[memberFromAfar][handle][$eq]=${MARK}-handle`, []],
      ['filters[memberFromAfar][level][code][$eq]=novice', ['By Ada', 'By Nym']],
      ['filters[memberFromAfar][$notNull]=true', ['By Ada', 'By Nym']],
      ['filters[$or][0][memberFromAfar][handle][$contains]=seen&filters[$or][1][title]=By none', ['By none']],
      [`filters[badgeFromAfar][code][$eq]=${MARK}-badge`, []],
      ['filters[badgeFromAfar][code][$eq]=pioneer', ['By Ada', 'By none', 'By Nym']],
    ])('tell a hidden member from none in no way: %s', async (filters, expected) => {
      expect((await titles(filters, await readOnlyToken(open.strapi))).sort()).toEqual([...expected].sort());
    });

    it.each([
      'filters[memberFromAfar][$null]=true',
      'filters[memberFromAfar][$notNull]=false',
      'filters[$not][memberFromAfar][handle]=ada-handle',
      'filters[$and][0][$not][memberFromAfar][handle]=ada-handle',
      'filters[membersFromAfar][$null]=true',
      'filters[$not][membersFromAfar][handle]=ada-handle',
      'filters[memberFromAfar][awards][$null]=true',
      'filters[memberFromAfar][$not][awards][badge][code]=pioneer',
      'filters[userFromAfar][role][$not][users][id]=1&filters[$not][badgeFromAfar][code]=pioneer',
      'filters[memberFromAfar][updatedAt][$gt]=2020-01-01',
      'filters[memberFromAfar][createdAt][$gt]=2020-01-01',
      'filters[memberFromAfar][0][handle]=x',
      'filters[memberFromAfar][$in][0][handle]=x',
      'populate[membersFromAfar][filters][$not][awards][id]=1',
      `sort=userFromAfar.${'role.users.'.repeat(300)}username`,
    ])('are refused where they would tell by what is not there, or by what nobody sees: %s', async (query) => {
      expect((await get(`/articles?${query}`, await readOnlyToken(open.strapi))).status).toBe(400);
    });

    it('tell nothing of who stands beside a public member', async () => {
      const both = { membersFromAfar: [shown, hidden], thingsFromAfar: [] };
      const made = (await open.strapi.documents('api::article.article').create({
        data: { title: 'By two', ...both } as never,
        status: 'published',
      })) as unknown as Row;
      const token = await readOnlyToken(open.strapi);
      expect(await titles('filters[membersFromAfar][handle]=ada-handle', token)).toEqual(['By two']);
      expect(await titles(`filters[membersFromAfar][handle]=${MARK}-handle`, token)).toEqual([]);
      const [found] = await articles('filters[title]=By two&populate[membersFromAfar]=true', token);
      expect(found!.membersFromAfar).toMatchObject([{ handle: 'ada-handle' }]);
      for (const relation of ['membersFromAfar', 'thingsFromAfar']) {
        const [counted] = await articles(`filters[title]=By two&populate[${relation}][count]=true`, token);
        expect(counted).not.toHaveProperty(relation);
      }
      await open.strapi.documents('api::article.article').delete({ documentId: made.documentId as string });
    });

    it('tell no more of who stands in a component or a dynamic zone', async () => {
      const [byHidden, byAda] = [hidden, shown].map((memberWithin) => ({ role: 'editor', memberWithin }));
      const zone = [byHidden, byAda].map((byline) => ({ __component: 'shared.byline', ...byline }));
      const made = (await open.strapi.documents('api::article.article').create({
        data: { title: 'By parts', byline: byHidden, bylines: [byHidden, byAda], zone } as never,
        status: 'published',
      })) as unknown as Row;
      const token = await fullAccessToken(open.strapi);
      const deep = ['byline', 'bylines', 'zone][on][shared.byline'].map(
        (at) => `populate[${at}][populate][memberWithin]=true`,
      );
      const [found] = await articles(`filters[title]=By parts&${deep.join('&')}`, token);
      const seen = { memberWithin: { handle: 'ada-handle' } };
      const unseen = { memberWithin: null };
      expect(found).toMatchObject({ byline: unseen, bylines: [unseen, seen], zone: [unseen, seen] });
      expect(JSON.stringify(found)).not.toMatch(new RegExp(`${MARK}|@site.test|external`));
      for (const [query, expected] of [
        [`filters[bylines][memberWithin][handle]=${MARK}-handle`, []],
        ['filters[bylines][memberWithin][handle]=ada-handle', ['By parts']],
        ['filters[byline][memberWithin][$notNull]=true', []],
      ] as const) {
        expect(await titles(query, token)).toEqual(expected);
      }
      for (const query of [
        'filters[byline][memberWithin][$null]=true',
        'filters[$not][byline][memberWithin][handle]=ada-handle',
        'filters[byline][memberWithin][email]=x',
        'sort=byline.memberWithin.handle',
      ]) {
        expect([query, (await get(`/articles?${query}`, token)).status]).toEqual([query, 400]);
      }
      await open.strapi.documents('api::article.article').delete({ documentId: made.documentId as string });
    });

    it('take a sort that is empty for none', async () => {
      for (const query of ['sort[]=', 'sort[0]=title&sort[1]='])
        expect((await get(`/articles?${query}`)).status).toBe(200);
    });

    it('cannot name what nobody may see, nor sort by a member', async () => {
      for (const query of [
        'filters[memberFromAfar][email][$contains]=a',
        'filters[memberFromAfar][name]=a',
        'sort=memberFromAfar.handle',
      ]) {
        expect([query, (await get(`/articles?${query}`)).status]).toEqual([query, 400]);
      }
    });

    it('find a hidden member by their own id no more than by anything else', async () => {
      const { id } = (await open.strapi.db
        .query('plugin::rewards.member')
        .findOne({ where: { documentId: hidden } })) as { id: number };
      expect(await titles(`filters[memberFromAfar]=${String(id)}`)).toEqual([]);
      expect(await titles(`filters[memberFromAfar][id][$in]=${String(id)}`)).toEqual([]);
      expect(await titles(`filters[memberFromAfar][documentId]=${hidden}`)).toEqual([]);
    });
  });

  describe('S4, V4 has a leaderboard that', () => {
    let board: string;
    const ranked: SiteUser[] = [];

    beforeAll(async () => {
      board = await open.currency({ scale: 0 });
      for (const [i, amount] of [50, 40, 40, 40, 30, 20].entries()) {
        const user = await signUp(open.strapi);
        ranked.push(user);
        const { documentId } = await open.members.ensure({ siteUser: user.documentId, handle: `ranked-${String(i)}` });
        await open.members.setConsent({ member: documentId, leaderboard: i !== 5 });
        await open.ledger.grant({
          member: documentId,
          currency: board,
          amount: String(amount),
          idempotencyKey: open.key(),
        });
      }
    });

    const page = async (query = '') => (await get<LeaderboardDto>(`/rewards/leaderboards/${board}?${query}`)).body;
    const ranks = ({ rows }: LeaderboardDto) => rows.map(({ rank, handle }) => `${String(rank)} ${handle!}`);

    it('ranks those who want it, equals alike, across pages', async () => {
      const whole = ['1 ranked-0', '2 ranked-1', '2 ranked-2', '2 ranked-3', '5 ranked-4'];
      expect(ranks((await page()).data)).toEqual(whole);
      const pages = await Promise.all([1, 2, 3].map((n) => page(`page=${String(n)}&pageSize=2`)));
      expect(pages.flatMap(({ data }) => ranks(data))).toEqual(whole);
      expect(pages[0]!.meta.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 3, total: 5 });
    });

    it('tells everybody their own rank, which is the one in the list', async () => {
      const own = (i: number) => get<Row>(`/rewards/me/leaderboards/${board}`, ranked[i]!.token);
      expect((await own(3)).body.data).toMatchObject({ rank: 2, amount: '40', of: 5 });
      expect((await own(5)).body.data).toMatchObject({ rank: null, amount: null, of: 5 });
    });

    it('counts what was earned in the week and in the month', async () => {
      open.clock.advance(40 * 24 * 60 * 60_000);
      expect((await page('period=month')).data).toMatchObject({ rows: [], since: expect.any(String) as string });
      const { documentId } = (await open.members.find({ siteUser: ranked[4]!.documentId }))!;
      await open.ledger.grant({ member: documentId, currency: board, amount: '7', idempotencyKey: open.key() });
      const other = await page('period=week&pageSize=3');
      expect(other.data.rows).toMatchObject([{ rank: 1, amount: '7', handle: 'ranked-4' }]);
    });

    it('loses whoever withdraws, at once', async () => {
      const { documentId } = (await open.members.find({ siteUser: ranked[0]!.documentId }))!;
      await open.members.setConsent({ member: documentId, leaderboard: false });
      expect(ranks((await page()).data)[0]).toBe('1 ranked-1');
    });

    it.each([
      ['period=year', 'period'],
      ['page=0', 'page'],
      ['pageSize=101', 'pageSize'],
      ['colour=red', 'colour'],
    ])('V9 refuses %s by its name', async (query, field) => {
      const { status, body } = await get(`/rewards/leaderboards/${board}?${query}`);
      expect([status, body.error?.details.code, body.error?.details.field]).toEqual([400, 'INVALID_INPUT', field]);
      expect((await get('/rewards/leaderboards/no-such')).status).toBe(404);
    });
  });

  describe('S3, V5 tells a user who is signed in', () => {
    let ada: SiteUser;
    let bob: SiteUser;
    let stranger: SiteUser;
    let spending: string;

    beforeAll(async () => {
      spending = await open.currency({ scale: 2, name: 'Spending' });
      [ada, bob, stranger] = [await signUp(open.strapi), await signUp(open.strapi), await signUp(open.strapi)];
      for (const [user, amount] of [
        [ada, '100.00'],
        [bob, '7.00'],
      ] as const) {
        const { documentId: member } = await open.members.ensure({
          siteUser: user.documentId,
          handle: user.username,
          name: `Name of ${user.username}`,
        });
        await open.members.award({ member, badge: `${MARK}-badge` });
        const expiresAt = new Date(open.clock.now() + 86_400_000);
        await open.ledger.grant({
          member,
          currency: spending,
          amount,
          idempotencyKey: open.key(),
          expiresAt,
          reason: `Order of ${user.username}`,
        });
        await open.ledger.deduct({ member, currency: spending, amount: '2.50', idempotencyKey: open.key() });
        open.clock.advance(60_000);
        await open.ledger.reserve({ member, currency: spending, amount: '1', idempotencyKey: open.key() });
      }
    });

    it('V10 their balances, standing, badges and consent, and nobody else’s', async () => {
      const { status, body, headers } = await get<MeDto>('/rewards/me', ada.token);
      expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([200, 'private, no-store', null]);
      expect(body.data.member).toMatchObject({ handle: ada.username, name: `Name of ${ada.username}` });
      expect(body.data.balances.find(({ currency }) => currency.code === spending)).toMatchObject({
        balance: '97.50',
        held: '1.00',
        available: '96.50',
        lifetimeEarned: '100.00',
        lifetimeSpent: '2.50',
      });
      expect(body.data.balances.find(({ currency }) => currency.code === points)).toMatchObject({ balance: '0.00' });
      expect(body.data.badges).toMatchObject([{ code: `${MARK}-badge` }]);
      expect(body.data.consent).toEqual({
        publicProfile: false,
        leaderboard: false,
        alias: false,
        notificationEmails: false,
      });
      expect(JSON.stringify(body)).not.toContain(bob.username);
    });

    it('their history, page by page, in words', async () => {
      const seen: string[] = [];
      let next: string | null = '';
      do {
        const { body }: { body: Body<OwnHistoryDto> } = await get<OwnHistoryDto>(
          `/rewards/me/history?limit=1&locale=de${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
          ada.token,
        );
        seen.push(...body.data.rows.map(({ text, amount, held }) => `${text} ${amount} ${held}`));
        next = body.data.next;
      } while (next !== null);
      expect(seen).toEqual(['Reserviert 0.00 1.00', 'Eingelöst -2.50 0.00', 'Gesammelt 100.00 0.00']);
      const { body } = await get<OwnHistoryDto>(`/rewards/me/history?currency=${spending}`, ada.token);
      expect(body.data.rows).toHaveLength(3);
      expect(body.data.rows[2]).toEqual({
        at: expect.any(String) as string,
        currency: { code: spending, name: 'Spending', scale: 2 },
        type: 'grant',
        text: 'Earned',
        reason: `Order of ${ada.username}`,
        amount: '100.00',
        held: '0.00',
        balanceAfter: '100.00',
        expiresAt: expect.any(String) as string,
      });
    });

    it('what of theirs expires when, and what they had at an instant', async () => {
      const { body } = await get<Row[]>('/rewards/me/expiry', ada.token);
      expect(body.data).toMatchObject([{ amount: '100.00', remaining: '97.50', held: '1.00' }]);
      const at = new Date(open.clock.now() - 30_000).toISOString();
      const past = await get<Row>(`/rewards/me/statement?currency=${spending}&at=${at}`, bob.token);
      expect(past.body.data).toMatchObject({ balance: '4.50', held: '0.00', at });
      expect(past.body.data).not.toHaveProperty('member');
    });

    it('everything that is held about them, as a file', async () => {
      const { status, body, headers } = await get('/rewards/me/export', bob.token);
      expect([status, headers.get('content-disposition')?.slice(0, 28)]).toEqual([200, 'attachment; filename="member']);
      expect(JSON.stringify(body)).toContain(`Order of ${bob.username}`);
      expect(JSON.stringify(body)).not.toContain(ada.username);
    });

    it('and nothing of the house’s own: who acted, keys, hashes, what a host attached, its inquiries', async () => {
      const user = await signUp(open.strapi);
      const { documentId: member } = await open.members.ensure({ siteUser: user.documentId });
      const marked = (name: string) => `marked-${name}`;
      const posting = {
        member,
        currency: spending,
        idempotencyKey: marked('key'),
        metadata: { any: marked('metadata') },
      };
      const actor = { id: 'admin:1', name: marked('actor') };
      await open.ledger.grant({ ...posting, amount: '5', reason: 'For a review', actor });
      const badge = await makeBadge(open, 'Exported to its holder');
      await open.members.award({ member, badge, awardedBy: marked('awarding') });
      await open.knex('rewards_accounts').where({ member, currency: spending }).update({ balance: 1 });
      const reconciliation = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
      await reconciliation.run({ type: 'user_specific', member });
      const [found] = (await reconciliation.listDiscrepancies({ member })).rows;
      await reconciliation.investigate(found!.id, { notes: marked('notes, long enough') }, actor);
      await reconciliation.resolve(found!.id, { action: 'rebuild' }, actor);

      const whole = await open.app.request(endpointUrl('exportMember', { member }), {
        token: await open.app.adminToken(),
      });
      for (const name of ['key', 'metadata', 'actor', 'awarding', 'notes']) {
        expect(JSON.stringify(whole.body)).toContain(marked(name));
      }
      const { body } = await get<unknown>('/rewards/me/export', user.token);
      expect(body).toMatchObject({ entries: [{ amount: '5.00', reason: 'For a review' }], badges: [{}] });
      expect(JSON.stringify(body)).not.toMatch(/marked-|hash/i);
      expect(JSON.stringify(body)).not.toContain(user.documentId);
    });

    it('V6 nothing but zeros when they are no member, and makes none', async () => {
      const { body } = await get<MeDto>('/rewards/me', stranger.token);
      expect(body.data).toMatchObject({ member: null, level: null, tier: null, tierProgress: null, badges: [] });
      expect(body.data.balances.every(({ balance }) => Number(balance) === 0)).toBe(true);
      expect((await get<OwnHistoryDto>('/rewards/me/history', stranger.token)).body.data).toEqual({
        rows: [],
        next: null,
      });
      expect((await get('/rewards/me/export', stranger.token)).status).toBe(404);
      expect(await open.members.find({ siteUser: stranger.documentId })).toBeNull();
    });

    it('that they were here, once an hour', async () => {
      const seen = async () => (await open.members.find({ siteUser: ada.documentId }))!.lastSeenAt;
      await get('/rewards/me', ada.token);
      const first = await seen();
      open.clock.advance(59 * 60_000);
      await get('/rewards/me', ada.token);
      expect(await seen()).toBe(first);
      open.clock.advance(2 * 60_000);
      await get('/rewards/me', ada.token);
      expect(Date.parse((await seen())!)).toBe(open.clock.now());
    });

    it.each(['', '/history', '/expiry', '/export', '/consent'])('and nobody else: /me%s', async (path) => {
      expect((await get(`/rewards/me${path}`)).status).toBe(403);
      const { status, body } = await get(`/rewards/me${path}`, await fullAccessToken(open.strapi));
      expect([status, body.error?.details.code]).toEqual([401, 'NOT_SIGNED_IN']);
      expect((await get(`/rewards/me${path}?member=${shown}`, ada.token)).status).toBe(400);
    });

    it.each([
      'x',
      'bnVsbA',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from(JSON.stringify([1, '\0'.repeat(26)])).toString('base64url'),
    ])('that a cursor is none: %s', async (cursor) => {
      const { status, body } = await get(`/rewards/me/history?cursor=${cursor}`, ada.token);
      expect([status, body.error?.details.field]).toEqual([400, 'cursor']);
    });
  });

  describe('V7 takes consent', () => {
    const choose = (token: string, body: unknown) =>
      open.app.request<Body<Row>>('/api/rewards/me/consent', { method: 'PUT', token, body });

    it('from the member, and it holds at once', async () => {
      const user = await signUp(open.strapi);
      const path = `/rewards/members/${user.username}`;
      expect((await get(path)).status).toBe(404);
      expect((await choose(user.token, { publicProfile: true })).body.data).toMatchObject({
        publicProfile: true,
        alias: false,
      });
      expect((await get(path)).status).toBe(200);
      expect((await choose(user.token, { publicProfile: false })).status).toBe(200);
      expect((await get(path)).status).toBe(404);
      const { body } = await get<unknown>('/rewards/me/export', user.token);
      expect((body as unknown as { consentChanges: Row[] }).consentChanges).toMatchObject([
        { consent: 'publicProfile', former: false, given: true },
        { consent: 'publicProfile', former: true, given: false },
      ]);
    });

    it('once, however often it is sent', async () => {
      const user = await signUp(open.strapi);
      await Promise.all(Array.from({ length: 5 }, () => choose(user.token, { leaderboard: true })));
      const { body } = await get<unknown>('/rewards/me/export', user.token);
      expect((body as unknown as { consentChanges: Row[] }).consentChanges).toHaveLength(1);
    });

    it.each([
      [{ publicProfile: 'yes' }, 'publicProfile'],
      [{ everything: true }, 'everything'],
      [{ member: 'x', alias: true }, 'member'],
    ])('as true or false alone: %j', async (body, field) => {
      const user = await signUp(open.strapi);
      const answer = await choose(user.token, body);
      expect([answer.status, answer.body.error?.details.field]).toEqual([400, field]);
      expect(await open.members.find({ siteUser: user.documentId })).toBeNull();
    });
  });

  it('V1, S2 tells no trace of a member without consent, by any route, to anybody', async () => {
    const visitors = [
      undefined,
      (await signUp(open.strapi)).token,
      await readOnlyToken(open.strapi),
      await fullAccessToken(open.strapi),
    ];
    const paths = [
      '/articles?populate=*',
      '/articles?populate[memberFromAfar][populate]=*',
      '/articles?populate[memberFromAfar][populate][awards][populate]=*&populate[badgeFromAfar][populate]=*',
      '/rewards/badges?populate=*',
      '/rewards/levels?populate=*',
      '/rewards/tiers?populate=*',
      '/rewards/badge-awards?populate=*',
      '/rewards/badge-awards?populate[member][populate]=*&populate[badge][populate]=*',
      '/rewards/members/ada-handle',
      `/rewards/leaderboards/${points}`,
      `/rewards/leaderboards/${points}?period=month`,
    ];
    const { id } = (await open.strapi.db
      .query('plugin::rewards.member')
      .findOne({ where: { documentId: hidden } })) as { id: number };
    for (const token of visitors) {
      for (const path of paths) {
        const { status, body } = await get<unknown>(path, token);
        expect([path, status]).toEqual([path, 200]);
        const text = JSON.stringify(body);
        expect([
          path,
          text.includes(MARK),
          text.includes(hidden),
          text.includes(`"id":${String(id)},"documentId":"${hidden}`),
        ]).toEqual([path, false, false, false]);
      }
    }
  });
});
