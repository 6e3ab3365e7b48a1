import type { CredentialFormat, PublicKeyDto } from '../contract';
import { RewardsError, SingleFlight } from '../kernel';
import { achievementOf, profileOf, statusListCredentialOf, withContext } from './documents';
import { readRevoked } from './credential-store';
import { type Holder, issue, type IssueDependencies, type Issued } from './issue';
import { signJwt } from './keys';
import { readPublicKey, readPublicKeys } from './key-store';
import { encodeStatusList, rangeOf } from './status-list';

/** V11. What a site gives of badges to take along. */
export interface Credentials {
  /** @throws NO_ISSUER */
  profile(): object;
  /** @throws BADGE_NOT_FOUND, also where there is such a badge and it is a secret (V3) */
  achievement(badge: string): Promise<object>;
  keys(): Promise<{ readonly keys: readonly PublicKeyDto[] }>;
  /** @throws KEY_NOT_FOUND */
  key(id: string): Promise<PublicKeyDto>;
  /** @throws NO_ISSUER */
  statusList(list: number): Promise<string>;
  /** @throws NO_ISSUER, AWARD_NOT_FOUND, NO_SVG */
  issue(holder: Holder, award: string, format: CredentialFormat): Promise<Issued>;
}

export function createCredentials(dependencies: IssueDependencies): Credentials {
  const { db, clock, addresses, badges, keys, issuer } = dependencies;

  const published = ({ id, publicKey }: { id: string; publicKey: Pick<PublicKeyDto, 'n' | 'e'> }): PublicKeyDto => ({
    ...{ kty: 'RSA', n: publicKey.n, e: publicKey.e, alg: 'RS256', use: 'sig' },
    kid: addresses.key(id),
  });

  /** Anybody may ask, and a full list takes the database a second: those who ask at once share an answer. */
  const lists = new SingleFlight<string>();

  async function statusList(list: number): Promise<string> {
    issuer();
    const { first, last } = rangeOf(list);
    const revoked = await readRevoked(db, { first, last });
    const encoded = encodeStatusList(revoked.map((number) => number - first));
    const { id, key } = await keys.current();
    return signJwt(statusListCredentialOf(addresses, list, encoded, clock.now()), key, addresses.key(id));
  }

  return {
    profile: () => withContext(profileOf(addresses, issuer())),
    async achievement(documentId) {
      const badge = await badges.read(documentId);
      if (!badge || badge.isSecret) throw new RewardsError('BADGE_NOT_FOUND', { badge: documentId });
      return withContext(achievementOf(addresses, badge));
    },
    keys: async () => ({ keys: (await readPublicKeys(db)).map(published) }),
    async key(id) {
      const found = await readPublicKey(db, id);
      if (!found) throw new RewardsError('KEY_NOT_FOUND', { key: id });
      return published(found);
    },
    statusList: (list) => lists.run(String(list), () => statusList(list)),
    issue: (holder, award, format) => issue(dependencies, holder, award, format),
  };
}
