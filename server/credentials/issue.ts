import { randomBytes, randomUUID } from 'node:crypto';
import type { BadgeIssuer, CredentialFormat, MemberDto } from '../contract';
import { type Clock, type Db, RewardsError } from '../kernel';
import { readOwnAward } from '../members';
import type { Addresses } from './addresses';
import type { BadgeReader, StoredBadge } from './badge-reader';
import { type OpenSvg, openSvg } from './bake-svg';
import { storeCredential } from './credential-store';
import { credentialOf } from './documents';
import { signJwt } from './keys';
import type { SigningKeys } from './signing-keys';

export interface IssueDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly addresses: Addresses;
  readonly badges: BadgeReader;
  readonly keys: Pick<SigningKeys, 'current'>;
  /** @throws NO_ISSUER */
  issuer(): BadgeIssuer;
}

/** Who asks, as the credential is told of them. */
export type Holder = Pick<MemberDto, 'documentId' | 'email'>;

/** A signed credential: as it is, or within the badge's image. */
export interface Issued {
  readonly content: string;
  readonly badge: StoredBadge;
}

/**
 * V11. The credential of one of a member's own awards. It has the same id each time, and says what is true now.
 *
 * @throws NO_ISSUER, AWARD_NOT_FOUND, NO_SVG
 */
export async function issue(
  dependencies: IssueDependencies,
  { documentId: member, email }: Holder,
  award: string,
  format: CredentialFormat,
): Promise<Issued> {
  const { db, clock, addresses, badges, keys } = dependencies;
  const issuer = dependencies.issuer();
  const own = await readOwnAward(db, member, award);
  const badge = own && (await badges.read(own.badge));
  if (!badge) throw new RewardsError('AWARD_NOT_FOUND', { award });
  const image = format === 'svg' ? await svgOf(dependencies, badge) : null;
  const issued = await storeCredential(db, {
    ...{ credential: randomUUID(), subject: randomUUID(), salt: randomBytes(16).toString('hex') },
    ...{ award, member, badge: own.badge, issuedAt: clock.now() },
  });
  const { id, key } = await keys.current();
  const statement = { issuer, badge, issued, awardedAt: own.awardedAt, email };
  const jwt = signJwt(credentialOf(addresses, statement), key, addresses.key(id));
  return { content: image ? image.with(jwt) : jwt, badge };
}

/** Before anything is stored: an image that can hold no credential is no reason to issue one. */
async function svgOf({ badges }: IssueDependencies, badge: StoredBadge): Promise<OpenSvg> {
  const text = await badges.readSvg(badge);
  const image = text === null ? null : openSvg(text);
  if (!image) throw new RewardsError('NO_SVG', { badge: badge.name });
  return image;
}
