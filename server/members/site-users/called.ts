/** V6. What a member is called after their site user. */
import { MEMBER_LIMITS } from '../../contract';
import { asStorable } from '../../kernel/storable';

/** What a user of the site is called. */
export interface UserNames {
  readonly username: string | null;
  readonly email: string | null;
}

/** What of that a member has. */
export interface Called {
  readonly handle: string | null;
  readonly email: string | null;
}

/** A text of a user as a member holds it: nothing of one that a member has no room for. */
function fitting(text: string | null, most: number): string | null {
  if (text === null || text.length > most) return null;
  const whole = asStorable(text, most);
  return whole === '' ? null : whole;
}

/** V2. What a member is called by: the user's name, unless it gives an email away. */
export const handleOf = (username: string | null): string | null =>
  username?.includes('@') ? null : fitting(username, MEMBER_LIMITS.handle);
export const emailOf = (email: string | null): string | null => fitting(email, MEMBER_LIMITS.email);

const calledAfter = ({ username, email }: UserNames): Called => ({ handle: handleOf(username), email: emailOf(email) });

const NOTHING: Called = { handle: null, email: null };

/**
 * What a member is called once their user is called otherwise, or is another one: what followed the former user, or was empty,
 * follows the user of now. What somebody has given the member stays.
 *
 * @param former undefined where nobody is known to have been followed
 * @param now undefined where there is nobody to follow
 */
export function followed(held: Called, former: UserNames | undefined, now: UserNames | undefined): Called {
  const was = former && calledAfter(former);
  const is = now ? calledAfter(now) : NOTHING;
  const follows = (name: keyof Called) => held[name] === null || held[name] === was?.[name];
  return {
    handle: follows('handle') ? is.handle : held.handle,
    email: follows('email') ? is.email : held.email,
  };
}

export const isCalledSame = (one: Called, other: Called): boolean =>
  one.handle === other.handle && one.email === other.email;
