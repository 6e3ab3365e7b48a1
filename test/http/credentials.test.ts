/** S6, V11: badges to take along, as somebody takes them and a stranger verifies them. */
import { createHash } from 'node:crypto';
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';

import type { BadgesSettings, CredentialsService, ErrorDetails } from '../../server/contract';
import { makeKey } from '../../server/credentials/keys';
import { documents } from '../db/content';
import { createPreparedDatabase } from '../support/strapi';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger } from '../support/ledger';
import type { StatusList } from './credential-reader';
import { type Holder, SITE, Site } from './credential-site';
import { fullAccessToken } from './doors';
import { signUp } from './site-visitors';

interface Refused {
  readonly error: { readonly details: ErrorDetails };
}

const rotate = ({ open }: Site) => open.strapi.plugin('rewards').service<CredentialsService>('credentials').rotateKey();

describeOnEveryEngine('V11 a badge that is taken along', (engine) => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.open(engine);
  });
  afterAll(() => site.open.close());

  it('is a credential that says what was awarded, by whom and when', async () => {
    const badge = await site.badge({ name: 'Early bird', description: 'Was there first.' });
    const holder = await site.holder(badge.code);
    const { status, headers, body } = await site.take(holder);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      ...[200, 'application/vc+jwt', 'private, no-store'],
    ]);
    const claims = await site.verified(body);
    const at = site.open.clock.iso().replace('.000Z', 'Z');
    expect(claims).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2', expect.stringMatching(/v3p0\/context-3\.0\.3\.json$/)],
      id: claims.jti,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: claims.iss, type: ['Profile'], name: 'Playground', url: 'https://playground.example' },
      validFrom: at,
      awardedDate: at,
      credentialSubject: {
        id: claims.sub,
        type: ['AchievementSubject'],
        achievement: {
          id: `${SITE}/badges/${badge.documentId}/achievement`,
          type: ['Achievement'],
          name: 'Early bird',
          description: 'Was there first.',
          criteria: { narrative: 'Was there first.' },
        },
      },
      credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
      nbf: Date.parse(at) / 1000,
    });
    expect(claims.jti).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(Object.keys(decodeProtectedHeader(body)).sort()).toEqual(['alg', 'kid', 'typ']);
  });

  it('is verified with the key at the address in its header, and not once it was touched', async () => {
    const jwt = await site.taken(await site.holder((await site.badge()).code));
    const { kid, alg } = decodeProtectedHeader(jwt);
    const { status, body, headers } = await site.get<JWK>(kid!);
    expect([status, headers.get('content-type'), body.kid]).toEqual([200, 'application/jwk+json', kid]);
    await jwtVerify(jwt, await importJWK(body, alg));
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const touched = Buffer.from(JSON.stringify({ ...claims, awardedDate: '2020-01-01T00:00:00Z' }));
    await expect(site.verified([header, touched.toString('base64url'), signature].join('.'))).rejects.toThrow();
    await expect(
      site.verified([header, payload, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.')),
    ).rejects.toThrow();
    expect((await site.get<Refused>(`${SITE}/jwks/none`)).body.error.details.code).toBe('KEY_NOT_FOUND');
  });

  it('is issued to whoever asks for it, and has the same id each time', async () => {
    const holder = await site.holder((await site.badge()).code);
    const count = async () => {
      const [row] = await site.open
        .knex('rewards_badge_credentials')
        .where({ member: holder.member })
        .count({ count: '*' });
      return Number(row?.count);
    };
    expect(await count()).toBe(0);
    const all = await Promise.all(Array.from({ length: 5 }, () => site.taken(holder)));
    expect([new Set(all).size, await count()]).toEqual([1, 1]);
  });

  it('tells who holds it to those alone who know their address already', async () => {
    const badge = await site.badge();
    const { user, member, award } = await site.holder(badge.code, 'grace@example.com');
    const jwt = await site.taken({ user, award });
    const { identifier } = (await site.verified(jwt)).credentialSubject;
    expect(identifier).toHaveLength(1);
    const { salt, identityHash, ...others } = identifier![0]!;
    expect(others).toEqual({ type: 'IdentityObject', identityType: 'emailAddress', hashed: true });
    const hash = createHash('sha256').update(`grace@example.com${salt}`).digest('hex');
    expect(identityHash).toBe(`sha256$${hash}`);
    const text = Buffer.from(jwt.split('.')[1]!, 'base64url').toString();
    for (const personal of ['grace@', member, user.username, user.documentId]) expect(text).not.toContain(personal);
  });

  it('says nothing at all about a holder without an address', async () => {
    const { member, ...holder } = await site.holder((await site.badge()).code);
    await documents(site.open, 'member').update({ documentId: member, data: { email: null } });
    const { credentialSubject } = await site.verified(await site.taken(holder));
    expect(Object.keys(credentialSubject).sort()).toEqual(['achievement', 'id', 'type']);
    expect(credentialSubject.id).toMatch(/^urn:uuid:/);
  });

  it('is the member’s alone', async () => {
    const { code } = await site.badge();
    const [ada, bob] = [await site.holder(code), await site.holder(code)];
    const stranger = await signUp(site.open.strapi);
    for (const [user, award] of [
      [bob.user, ada.award],
      [bob.user, 'no-such-award'],
      [stranger, ada.award],
    ] as const) {
      const { status, body } = await site.take<Refused>({ user, award });
      expect([status, body.error.details]).toEqual([404, { code: 'AWARD_NOT_FOUND', award }]);
    }
    expect(await site.open.members.find({ siteUser: stranger.documentId })).toBeNull();
    const path = `/api/rewards/me/badges/${ada.award}/credential`;
    const token = await fullAccessToken(site.open.strapi);
    const asToken = await site.get<Refused>(path, token);
    expect([asToken.status, asToken.body.error.details.code]).toEqual([401, 'NOT_SIGNED_IN']);
    expect((await site.get(path)).status).toBe(403);
    for (const query of ['?format=pdf', '?member=x']) {
      const refused = await site.take<Refused>(ada, query);
      expect([query, refused.status, refused.body.error.details.code]).toEqual([query, 400, 'INVALID_INPUT']);
    }
  });

  it('has documents that anybody may read, and has none of a secret badge', async () => {
    const profile = await site.get<Record<string, unknown>>('/api/rewards/issuer');
    expect(profile.headers.get('content-type')).toMatch(/^application\/ld\+json/);
    expect(profile.body).toMatchObject({ id: `${SITE}/issuer`, type: ['Profile'], name: 'Playground' });
    const etag = profile.headers.get('etag')!;
    expect((await site.get('/api/rewards/issuer', undefined, { 'if-none-match': etag })).status).toBe(304);

    const open = await site.badge({ name: 'Open', description: null });
    const shown = await site.get<Record<string, unknown>>(`/api/rewards/badges/${open.documentId}/achievement`);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
    expect(shown.body).toMatchObject({ id: `${SITE}/badges/${open.documentId}/achievement`, description: 'Open' });

    const secret = await site.badge({ secret: true });
    const answers = await Promise.all(
      [secret.documentId, 'no-such-badge'].map(async (id) => {
        const { status, body } = await site.get<Refused>(`/api/rewards/badges/${id}/achievement`);
        return [status, JSON.stringify(body).replaceAll(id, '<id>')];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]![0]).toBe(404);
    // Whoever has it may take it along.
    await site.verified(await site.taken(await site.holder(secret.code)));
  });

  describe('is revoked', () => {
    const ways: readonly (readonly [string, (holder: Holder, badge: string, code: string) => Promise<unknown>])[] = [
      ['when the badge is taken away', ({ member }, _, badge) => site.open.members.revoke({ member, badge })],
      ['when the award is deleted', ({ award }) => documents(site.open, 'badge-award').delete({ documentId: award })],
      ['when the badge is deleted', (_, documentId) => documents(site.open, 'badge').delete({ documentId })],
      ['when the member is deleted', ({ member }) => documents(site.open, 'member').delete({ documentId: member })],
      ['when the member becomes anonymous', ({ member }) => site.open.members.anonymise(member)],
      [
        'when their user is deleted',
        ({ user }) =>
          site.open.strapi.documents('plugin::users-permissions.user').delete({ documentId: user.documentId }),
      ],
      [
        'when the award goes to somebody else',
        async ({ award }) => site.change(award, { member: await site.idOf('member', await site.open.member()) }),
      ],
      [
        'when the award becomes one of another badge',
        async ({ award }) => site.change(award, { badge: await site.idOf('badge', (await site.badge()).documentId) }),
      ],
    ];

    it.each(ways)('%s, and no other one with it', async (_, end) => {
      const badge = await site.badge();
      const [ended, other] = [await site.holder(badge.code), await site.holder((await site.badge()).code)];
      const [jwt, others] = [await site.taken(ended), await site.taken(other)];
      expect([await site.isRevoked(jwt), await site.isRevoked(others)]).toEqual([false, false]);
      await end(ended, badge.documentId, badge.code);
      expect([await site.isRevoked(jwt), await site.isRevoked(others)]).toEqual([true, false]);
    });

    it('for good: a badge that is given again has a credential of its own', async () => {
      const { code: badge } = await site.badge();
      const { member, ...first } = await site.holder(badge);
      const jwt = await site.taken(first);
      await site.open.members.revoke({ member, badge });
      expect((await site.take(first)).status).toBe(404);
      await site.open.members.award({ member, badge });
      const again = await site.taken({ user: first.user, award: await site.awardOf(first.user) });
      expect((await site.verified(again)).jti).not.toBe((await site.verified(jwt)).jti);
      expect([await site.isRevoked(jwt), await site.isRevoked(again)]).toEqual([true, false]);
    });

    it('in a list that is signed as well, and has room for no more than it says', async () => {
      const { status, headers, body } = await site.get('/api/rewards/credentials/status');
      expect([status, headers.get('content-type')]).toEqual([200, 'application/vc+jwt']);
      expect(headers.get('cache-control')).toBe('public, max-age=60');
      const claims = (await site.verified(body)) as unknown as StatusList;
      expect(claims).toMatchObject({
        type: ['VerifiableCredential', 'BitstringStatusListCredential'],
        issuer: `${SITE}/issuer`,
        credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation' },
      });
      for (const list of ['0', '10001', 'x'])
        expect([list, (await site.get(`/api/rewards/credentials/status?list=${list}`)).status]).toEqual([list, 400]);
      const etag = headers.get('etag')!;
      const again = await site.get('/api/rewards/credentials/status', undefined, { 'if-none-match': etag });
      expect(again.status).toBe(304);
      const atOnce = await Promise.all(Array.from({ length: 5 }, () => site.get('/api/rewards/credentials/status')));
      expect(new Set(atOnce.map((answer) => answer.body))).toEqual(new Set([body]));
    });
  });

  it('is told in the export of the member, with what was taken away from them', async () => {
    const badge = await site.badge();
    const { user, member, award } = await site.holder(badge.code);
    const { jti } = await site.verified(await site.taken({ user, award }));
    await site.open.members.revoke({ member, badge: badge.code, revokedBy: 'Grace', reason: 'By mistake' });
    const { body } = await site.get<Record<string, unknown>>('/api/rewards/me/export', user.token);
    const at = site.open.clock.iso();
    expect(body.credentials).toEqual([
      { credential: jti, award, badge: badge.documentId, issuedAt: at, revoked: true },
    ]);
    // Who of the house took it away is the house's own.
    expect(body.badgeRevocations).toEqual([{ badge: badge.code, revokedAt: at, reason: 'By mistake' }]);
  });

  it('goes on with a new key, and what was signed before is still verified', async () => {
    const before = await site.holder((await site.badge()).code);
    const jwt = await site.taken(before);
    const { key } = await rotate(site);
    const later = await site.taken(before);
    expect(decodeProtectedHeader(later).kid).toBe(`${SITE}/jwks/${key}`);
    expect(decodeProtectedHeader(jwt).kid).not.toBe(`${SITE}/jwks/${key}`);
    expect((await site.verified(jwt)).jti).toBe((await site.verified(later)).jti);
    const kept = await site.open.knex('rewards_signing_keys').whereNotNull('private_key').pluck('id');
    expect(kept).toEqual([key]);
    for (const jwk of (await site.keys()).keys)
      expect(Object.keys(jwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});

describeOnEveryEngine('V11 the key of the configuration', (engine) => {
  it('signs, one after the other, and stands in no answer, no table and no log', async () => {
    const database = await createPreparedDatabase(engine);
    const made = await makeKey();
    const issuer = { name: 'Configured', url: 'https://configured.example', email: 'badges@configured.example' };
    const start = async (badges: BadgesSettings | null) =>
      new Site(await openLedger(engine, { database, env: { REWARDS_BADGES: JSON.stringify(badges) } }));
    try {
      const own = await Site.open(engine, { database });
      const { code } = await own.badge();
      const holder = await own.holder(code);
      const first = await own.taken(holder);
      const { private_key: ownPem } = (await own.open.knex('rewards_signing_keys').first()) as { private_key: string };
      await own.open.close();

      const site = await start({ issuer, privateKey: made.pem });
      const log = listenTo(site);
      const second = await site.taken(holder);
      expect(decodeProtectedHeader(second).kid).toBe(`${SITE}/jwks/${made.id}`);
      expect((await site.verified(first)).jti).toBe((await site.verified(second)).jti);
      expect((await site.verified(second)).issuer).toMatchObject(issuer);
      expect(await rotate(site).catch((error: unknown) => (error as { code: string }).code)).toBe('KEY_CONFIGURED');
      const answers = await Promise.all([
        site.get<unknown>('/api/rewards/jwks'),
        site.get<unknown>(`/api/rewards/jwks/${made.id}`),
        site.get<unknown>('/api/rewards/me/export', holder.user.token),
        site.get<unknown>('/api/rewards/issuer'),
        site.get<unknown>('/api/rewards/badges?populate=*', await fullAccessToken(site.open.strapi)),
        site.get<unknown>('/api/rewards/signing-keys', await fullAccessToken(site.open.strapi)),
      ]);
      const table = JSON.stringify(await site.open.knex('rewards_signing_keys').where('id', made.id));
      expect(log()).toContain('/api/rewards/jwks');
      const said = JSON.stringify(answers.map(({ body }) => body)) + table + log();
      for (const pem of [made.pem, ownPem]) expect(said).not.toContain(middleOf(pem));
      await site.open.close();

      const without = await start(null);
      for (const path of [`/me/badges/${holder.award}/credential`, '/issuer', '/credentials/status']) {
        const { status, body } = await without.get<Refused>(`/api/rewards${path}`, holder.user.token);
        expect([path, status, body.error.details.code]).toEqual([path, 409, 'NO_ISSUER']);
      }
      expect((await without.keys()).keys).toHaveLength(2);
      await without.open.close();
    } finally {
      await database.drop();
    }
  });
});

/** A line from the middle of a key, as it would stand wherever the key does. */
const middleOf = (pem: string): string => pem.split('\n')[10]!;

/** What a Strapi writes to its log from here on, at every level. */
function listenTo({ open }: Site): () => string {
  const lines: string[] = [];
  const log = open.strapi.log as unknown as {
    level: string;
    readonly transports: readonly { silent: boolean }[];
    on(event: 'data', hear: (line: object) => void): void;
  };
  for (const transport of log.transports) transport.silent = true;
  log.level = 'silly';
  log.on('data', (line) => lines.push(JSON.stringify(line)));
  return () => lines.join('\n');
}
