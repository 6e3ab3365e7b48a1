import { MEMBER_TABLES } from '../schema';

export const BADGE_AWARD_UID = 'plugin::rewards.badge-award';

/** B16. That a member has a badge: at most once, which the database itself sees to. */
export const badgeAwardContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: MEMBER_TABLES.badgeAwards,
    info: { singularName: 'badge-award', pluralName: 'badge-awards', displayName: 'Rewards badge award' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
    attributes: {
      member: {
        type: 'relation',
        relation: 'manyToOne',
        target: 'plugin::rewards.member',
        inversedBy: 'awards',
        useJoinTable: false,
      },
      badge: {
        type: 'relation',
        relation: 'manyToOne',
        target: 'plugin::rewards.badge',
        inversedBy: 'awards',
        useJoinTable: false,
      },
      awardedAt: { type: 'datetime', required: true },
      /** Plain text, so that deleting the person changes nothing here (L36). */
      awardedBy: { type: 'string', private: true },
    },
    indexes: [{ name: 'rewards_badge_awards_member_badge', columns: ['member_id', 'badge_id'], type: 'unique' }],
  },
} as const;
