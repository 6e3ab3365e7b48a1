import { type Actor, LIMITS } from '../contract';
import { asStorable } from './storable';

/** What the ids of administrators begin with among those of all who act. */
const KIND = 'admin:';

/** An administrator of Strapi, as far as what they do is written down. */
export interface Administrator {
  readonly id: string;
  readonly name?: string | undefined;
}

/** The administrator of a request, as Strapi's log-in leaves them. */
export interface StrapiAdministrator {
  readonly id: number | string;
  readonly firstname?: string | null;
  readonly lastname?: string | null;
  readonly username?: string | null;
  readonly email?: string | null;
}

/** What is written down of an administrator: the first of their names that says something, each cut to what a row holds. */
export function toAdministrator(user: StrapiAdministrator): Administrator {
  const full = [user.firstname, user.lastname].map((part) => part?.trim()).filter(Boolean);
  const names = [full.join(' '), user.username, user.email].map((one) => asStorable(one ?? '', LIMITS.actorName));
  const name = names.find((one) => one !== '');
  const id = asStorable(String(user.id), LIMITS.actorId - KIND.length);
  return { id, ...(name === undefined ? {} : { name }) };
}

/** An administrator as the ledger names who had a row posted. */
export const actorOf = ({ id, name }: Administrator): Actor => ({
  id: `${KIND}${id}`,
  ...(name === undefined ? {} : { name }),
});

/** Whoever acted, as the records of adjustments name them: an administrator by their own id, anybody else as they are. */
export const recordedIdOf = ({ id }: Pick<Actor, 'id'>): string => (id.startsWith(KIND) ? id.slice(KIND.length) : id);

/** Who did something, as two columns have it. */
export const toActor = (id: string, name: string | null): Actor => ({ id, ...(name === null ? {} : { name }) });
