import { MEMBER_LIMITS } from '../../contract';
import { MEMBER_TABLES } from '../schema';

export const MEMBER_UID = 'plugin::rewards.member';

const text = (length: number) => ({ type: 'string', columnType: { type: 'string', args: [length] } }) as const;
/** Chosen by the member, and by nobody for them (B15). */
const consent = () => ({ type: 'boolean', default: false, private: true }) as const;
const index = (column: string) => ({ name: `rewards_members_${column}`, columns: [column] });

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
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
    attributes: {
      externalId: { ...text(MEMBER_LIMITS.externalId), private: true },
      /** SHA-256 of the external id: unique in every database alike, while MySQL compares text without regard to case. */
      externalKey: {
        ...text(64),
        private: true,
        visible: false,
        writable: false,
        configurable: false,
        column: { unique: true },
      },
      /** The documentId of the site user. A plain column, so that deleting the user never touches it (L36). */
      siteUser: { ...text(MEMBER_LIMITS.siteUser), private: true, column: { unique: true } },
      name: { ...text(MEMBER_LIMITS.name), private: true },
      handle: { ...text(MEMBER_LIMITS.handle), private: true },
      email: { ...text(MEMBER_LIMITS.email), private: true },
      lastSeenAt: { type: 'datetime', private: true },
      publicProfile: consent(),
      leaderboard: consent(),
      alias: consent(),
      notificationEmails: consent(),
      anonymised: { type: 'boolean', default: false, private: true },
      level: { type: 'relation', relation: 'manyToOne', target: 'plugin::rewards.level', useJoinTable: false },
      tier: { type: 'relation', relation: 'manyToOne', target: 'plugin::rewards.tier', useJoinTable: false },
      awards: {
        type: 'relation',
        relation: 'oneToMany',
        target: 'plugin::rewards.badge-award',
        mappedBy: 'member',
      },
    },
    // B13: searched by name, handle and email, sorted by name and last seen.
    indexes: [index('name'), index('handle'), index('email'), index('last_seen_at')],
  },
} as const;
