/** A site of which members take badges along, and what a verifier finds there. */
import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';

import type { MeDto } from '../../server/contract';
import { documents } from '../db/content';
import type { Engine } from '../support/engines';
import { openLedger, type OpenLedger, type OpenOptions } from '../support/ledger';
import { isRevokedIn, type OpenBadge, type StatusList } from './credential-reader';
import { permit, signUp, type SiteUser } from './site-visitors';

export interface Holder {
  readonly user: SiteUser;
  readonly member: string;
  readonly award: string;
}

const PUBLIC = ['issuer', 'keys', 'key', 'achievement', 'status'].map((name) => `credential.${name}`);
const OWN = ['me.find', 'me.export', 'me.credential'];
/** The address that credentials name. */
export const SITE = 'http://127.0.0.1:1337/api/rewards';

export class Site {
  private counter = 0;

  constructor(readonly open: OpenLedger) {}

  /** A site at which everybody may do what they need to. */
  static async open(engine: Engine, options: OpenOptions = {}): Promise<Site> {
    const open = await openLedger(engine, options);
    await permit(open.strapi, 'public', PUBLIC);
    await permit(open.strapi, 'authenticated', [...PUBLIC, ...OWN]);
    return new Site(open);
  }

  get = <T = string>(path: string, token?: string, headers?: Record<string, string>) =>
    this.open.app.request<T>(path.startsWith('http') ? new URL(path).pathname + new URL(path).search : path, {
      ...{ token, headers },
    });

  async badge(data: object = {}): Promise<{ readonly documentId: string; readonly code: string }> {
    const code = `badge-${String((this.counter += 1))}`;
    const { documentId } = await documents(this.open, 'badge').create({
      data: { code, name: `Badge ${code}`, ...data },
    });
    return { documentId, code };
  }

  /** Somebody who has a badge, with their award's id as `me` tells it. */
  async holder(badge: string, email = 'ada@example.com'): Promise<Holder> {
    const user = await signUp(this.open.strapi);
    const { documentId: member } = await this.open.members.ensure({
      siteUser: user.documentId,
      handle: user.username,
      email,
    });
    await this.open.members.award({ member, badge });
    return { user, member, award: await this.awardOf(user) };
  }

  async awardOf({ token }: SiteUser): Promise<string> {
    const { body } = await this.get<{ data: MeDto }>('/api/rewards/me', token);
    return body.data.badges[0]!.award as string;
  }

  take = <T = string>({ user, award }: Pick<Holder, 'user' | 'award'>, query = '') =>
    this.get<T>(`/api/rewards/me/badges/${award}/credential${query}`, user.token);

  async taken(holder: Pick<Holder, 'user' | 'award'>): Promise<string> {
    const { status, body } = await this.take(holder);
    expect([status, typeof body]).toEqual([200, 'string']);
    return body;
  }

  /** The number by which other content refers to an entry. */
  async idOf(kind: 'member' | 'badge', documentId: string): Promise<number> {
    return (await documents(this.open, kind).findFirst({ filters: { documentId } }))!.id;
  }

  /** Changes an award as a host's code can. */
  change = (award: string, data: object): Promise<unknown> =>
    this.open.strapi.db
      .query('plugin::rewards.badge-award')
      .update({ where: { documentId: award }, data: data as never });

  keys = async () => (await this.get<{ keys: JWK[] }>('/api/rewards/jwks')).body;

  async verified(jwt: string): Promise<OpenBadge> {
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(await this.keys()), {
      ...{ issuer: `${SITE}/issuer`, algorithms: ['RS256'] },
    });
    return payload as unknown as OpenBadge;
  }

  /** Whether a verifier who follows the credential finds it revoked. */
  async isRevoked(jwt: string): Promise<boolean> {
    const { credentialStatus } = await this.verified(jwt);
    const list = await this.get(credentialStatus.statusListCredential);
    const claims = (await this.verified(list.body)) as unknown as StatusList;
    expect(claims.id).toBe(credentialStatus.statusListCredential);
    return isRevokedIn(claims, Number(credentialStatus.statusListIndex));
  }
}
