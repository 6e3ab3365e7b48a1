/** S6, V11: credentials within the badge's image. */
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';

import { CREDENTIAL_LIMITS, type ErrorDetails, type MeDto } from '../../server/contract';
import { documents } from '../db/content';
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { jwtIn } from './credential-reader';
import { permit, signUp, type SiteUser } from './site-visitors';

const STAR = '<path d="M5 0l1 4h4L7 6l1 4-3-2-3 2 1-4-3-2h4z"/>';
const SVG = `<?xml version="1.0"?>\n<!-- A star -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${STAR}</svg>\n`;

describeOnOneEngine('V11 a badge with an image in SVG', (engine) => {
  let open: OpenLedger;
  let user: SiteUser;
  let member: string;
  let folder: string;
  let store: http.Server;

  beforeAll(async () => {
    open = await openLedger(engine);
    await permit(open.strapi, 'authenticated', ['me.find', 'me.credential']);
    await permit(open.strapi, 'public', ['credential.keys']);
    user = await signUp(open.strapi);
    ({ documentId: member } = await open.members.ensure({ siteUser: user.documentId }));
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rewards-images-'));
    open.strapi.config.set('dirs.static.public', folder);
    store = http.createServer(({ url }, response) => {
      response.statusCode = url === '/star.svg' ? 200 : 404;
      response.end(SVG);
    });
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => store.close(resolve));
    await open.close();
    fs.rmSync(folder, { recursive: true });
  });

  /** A badge of the member's with an image, and what asking for it as SVG answers. */
  async function take(image: { readonly url: string; readonly mime?: string } | null) {
    const code = open.key();
    const file = image && {
      ...{ name: code, hash: code, ext: '.svg', mime: 'image/svg+xml', size: 1, provider: 'local' },
      ...image,
    };
    const stored =
      file && ((await open.strapi.db.query('plugin::upload.file').create({ data: file })) as { id: number });
    const data = { code, name: `Badge ${code}`, image: stored?.id ?? null };
    await documents(open, 'badge').create({ data });
    open.clock.advance(1000);
    await open.members.award({ member, badge: code });
    const me = await open.app.request<{ data: MeDto }>('/api/rewards/me', { token: user.token });
    const path = `/api/rewards/me/badges/${String(me.body.data.badges[0]!.award)}/credential`;
    const ask = (query: string) =>
      open.app.request<string | { readonly error: { readonly details: ErrorDetails } }>(path + query, {
        token: user.token,
      });
    return { code, answer: await ask('?format=svg'), alone: () => ask('') };
  }

  const publish = (name: string, content: string): string => {
    fs.writeFileSync(path.join(folder, name), content);
    return `/${name}`;
  };

  const addressIn = (server: http.Server) => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  it.each(['of the public folder', 'of a store elsewhere'])('is taken along within the image %s', async (where) => {
    const url = where.includes('folder') ? publish('star.svg', SVG) : `${addressIn(store)}/star.svg`;
    const { code, answer, alone } = await take({ url });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      ...[200, 'image/svg+xml; charset=utf-8', `attachment; filename="${code}.svg"`],
    ]);
    const svg = answer.body as string;
    const jwt = jwtIn(svg)!;
    expect(jwt).toBe((await alone()).body);
    const keys = await open.app.request<{ keys: JWK[] }>('/api/rewards/jwks');
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys.body));
    expect(payload).toMatchObject({ credentialSubject: { achievement: { image: { type: 'Image' } } } });
    // The image is the same one otherwise.
    const bare = svg
      .replace(` xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"`, '')
      .replace(/<openbadges:credential [^>]*><\/openbadges:credential>/, '');
    expect(bare).toBe(SVG);
  });

  it.each([
    ['has no image', () => null],
    ['has one of another kind', () => ({ url: publish('dot.png', SVG), mime: 'image/png' })],
    ['has one that is no SVG', () => ({ url: publish('text.svg', 'A star.') })],
    ['has one that is not there', () => ({ url: '/gone.svg' })],
    ['has one that the store has not', () => ({ url: `${addressIn(store)}/gone.svg` })],
    ['has one that is too large', () => ({ url: publish('big.svg', SVG + ' '.repeat(CREDENTIAL_LIMITS.imageBytes)) })],
    ['has one outside the public folder', () => ({ url: '/../star.svg' })],
  ])('is refused as an image where the badge %s, and not without one', async (_, image) => {
    const { answer, alone } = await take(image());
    expect([answer.status, (answer.body as { error: { details: ErrorDetails } }).error.details.code]).toEqual([
      ...[409, 'NO_SVG'],
    ]);
    expect((await alone()).status).toBe(200);
  });
});
