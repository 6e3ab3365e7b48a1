import { MEMBER_LIMITS } from '../../contract';
import { MEMBER_TABLES } from '../schema';
import { SORT_KEY_LENGTH } from '../search-rules';

export const MEMBER_UID = 'plugin::rewards.member';

const text = (length: number) => ({ type: 'string', columnType: { type: 'string', args: [length] } }) as const;
/** Chosen by the member, and by nobody for them (B15). */
const consent = () => ({ type: 'boolean', default: false, private: true }) as const;
/** Follows from the rest: the members' room writes it, and nobody else. */
const derived = { private: true, visible: false, writable: false, configurable: false } as const;
const index = (name: string, ...columns: string[]) => ({ name: `rewards_members_${name}`, columns });

/**
 * Somebody who has accounts: a site user, a customer of an outside system, or both. Written by the members' service; what a
 * site shows of a member is decided by their consent (S2), so personal fields never leave through the content API.
 */
export const memberContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: MEMBER_TABLES.members,
    info: { singularName: 'member', pluralName: 'members', displayName: 'Rewards member' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: true } },
    attributes: {
      name: { ...text(MEMBER_LIMITS.name), private: true },
      externalId: { ...text(MEMBER_LIMITS.externalId), private: true },
      /** SHA-256 of the external id: of one length, so that an index over it holds any id. */
      externalKey: { ...text(64), ...derived, column: { unique: true } },
      /** The documentId of the site user. A plain column, so that deleting the user never touches it (L36). */
      siteUser: { ...text(MEMBER_LIMITS.siteUser), private: true, column: { unique: true } },
      /** The address of a public profile (V2); the only one of these that others may filter by. */
      handle: text(MEMBER_LIMITS.handle),
      email: { ...text(MEMBER_LIMITS.email), private: true },
      lastSeenAt: { type: 'datetime', private: true },
      publicProfile: consent(),
      leaderboard: consent(),
      alias: consent(),
      notificationEmails: consent(),
      anonymised: { type: 'boolean', default: false, private: true },
      /** What a search looks through and the order of names: see search-rules.ts. */
      searchText: { type: 'text', ...derived },
      sortName: { ...text(SORT_KEY_LENGTH), ...derived },
      /** B13. In the directory: has or had an account, a badge or a visit, or was entered by hand. Finding that out takes every account. */
      listed: { type: 'boolean', default: false, ...derived },
      level: { type: 'relation', relation: 'manyToOne', target: 'plugin::rewards.level', useJoinTable: false },
      tier: { type: 'relation', relation: 'manyToOne', target: 'plugin::rewards.tier', useJoinTable: false },
      awards: {
        type: 'relation',
        relation: 'oneToMany',
        target: 'plugin::rewards.badge-award',
        mappedBy: 'member',
      },
    },
    indexes: [
      index('name', 'name'),
      index('handle', 'handle'),
      index('email', 'email'),
      // B13: counted, and walked in the order of the page, without reading the rows.
      index('by_name', 'listed', 'sort_name', 'document_id'),
      // B7: the ledger by member.
      index('sorted', 'sort_name', 'document_id'),
      index('by_seen', 'listed', 'last_seen_at', 'document_id'),
    ],
  },
} as const;
