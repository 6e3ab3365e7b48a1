/**
 * V11. Badges to take along: credentials of Open Badges 3.0, signed with a key of the site's, about members who want them, and
 * whether they still stand.
 */
export { credentialRoom } from './room';
export type { Credentials } from './credentials';
