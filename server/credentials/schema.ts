import { documentId, instant, json, longText, memberId, nullable, primary, serial, text } from '../kernel/fields';
import { defineTable, index, unique } from '../kernel/table';

/** V11. The keys that credentials were signed with. None is ever deleted: what it signed is verified by it. */
export const signingKeyTable = defineTable({
  name: 'signing-key',
  table: 'rewards_signing_keys',
  fields: {
    /** The key's thumbprint (RFC 7638). */
    id: primary(text(43)),
    publicKey: json<{ readonly n: string; readonly e: string }>(),
    /** In PEM. Null where the configuration has it, or where the key signs no more. */
    privateKey: nullable(longText()),
    madeAt: instant(),
  },
  indexes: [index('signing_keys_made', 'made_at', 'id')],
});

/**
 * V11. A credential that a member has asked for, one an award: what has to be the same each time, and no more. Whether it is
 * revoked, its award tells.
 */
export const credentialTable = defineTable({
  name: 'badge-credential',
  table: 'rewards_badge_credentials',
  fields: {
    /** Its place in the status lists, from 1. */
    id: serial(),
    credential: text(36),
    award: documentId(),
    member: memberId(),
    badge: documentId(),
    /** What the credential calls its holder: of this credential alone, and of nobody by name. */
    subject: text(36),
    salt: text(32),
    issuedAt: instant(),
  },
  indexes: [
    // An award that an editor gives to somebody else, or makes one of another badge, is another one to a verifier.
    unique('badge_credentials_award', 'award', 'member', 'badge'),
    index('badge_credentials_member', 'member', 'issued_at'),
  ],
});
