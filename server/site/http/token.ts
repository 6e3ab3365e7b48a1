import { type Actor, LIMITS } from '../../contract';
import { RewardsError } from '../../kernel';
import type { SiteContext } from '../../kernel/content-api';
import { asStorable } from '../../kernel/storable';
import { actorOfToken } from '../shop';

/** The token that asks. A user of the site who was given such a permission by mistake earns nothing by it. @throws TOKEN_NEEDED */
export function tokenOf({ state: { auth } }: SiteContext): Actor {
  const { strategy, credentials } = auth ?? {};
  if (strategy?.name !== 'content-api-token' || !credentials) throw new RewardsError('TOKEN_NEEDED');
  const { id, name } = credentials;
  return actorOfToken({ id, ...(name ? { name: asStorable(name, LIMITS.actorName) } : {}) });
}
