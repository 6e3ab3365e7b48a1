/** What the members' room is asked, as schemas. */
import { z } from 'zod';
import { DIRECTORY_SEARCH_LENGTH, MEMBER_LIMITS } from '../contract';
import { nameField, searchField } from '../kernel/query';

const externalId = nameField(MEMBER_LIMITS.externalId);
const name = nameField(MEMBER_LIMITS.name);
const handle = nameField(MEMBER_LIMITS.handle);
const email = nameField(MEMBER_LIMITS.email);
// Strapi's ids hold no other characters.
const siteUser = nameField(MEMBER_LIMITS.siteUser).regex(/^[a-z0-9_-]*$/, 'must be the documentId of a user.');

/** Who is to be a member. */
export const memberInput = z
  .strictObject({ externalId, siteUser, name, handle, email })
  .partial()
  .refine((given) => given.externalId !== undefined || given.siteUser !== undefined, {
    path: ['externalId'],
    message: 'this or siteUser must be given.',
  });

/** What is to change of a member: undefined stays, null is cleared. */
export const memberChange = z.strictObject({
  member: nameField(40),
  ...{ externalId: externalId.nullable().optional(), siteUser: siteUser.nullable().optional() },
  ...{ name: name.nullable().optional(), handle: handle.nullable().optional(), email: email.nullable().optional() },
});
export type MemberChange = z.output<typeof memberChange>;

/** By what a member is looked for. */
export const memberKey = z
  .strictObject({ externalId, siteUser: nameField(MEMBER_LIMITS.siteUser) })
  .partial()
  .refine((by) => (by.externalId === undefined) !== (by.siteUser === undefined), {
    path: ['externalId'],
    message: 'this or siteUser must be given.',
  });

export const userPickerQuery = z.strictObject({
  search: searchField(DIRECTORY_SEARCH_LENGTH),
  user: nameField(MEMBER_LIMITS.siteUser).optional(),
});
export type UserPickerRequest = z.output<typeof userPickerQuery>;
