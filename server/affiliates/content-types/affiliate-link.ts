import { AFFILIATE_LIMITS } from '../../contract';
import { AFFILIATE_TABLES } from '../schema';
import { AFFILIATE_SYSTEM_UID } from './affiliate-system';
import { AFFILIATE_UID } from './affiliate';

export const AFFILIATE_LINK_UID = 'plugin::rewards.affiliate-link';

/** C11. A link of a partner's: what brought somebody here, and what the system wants to be told about it. */
export const affiliateLinkContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: AFFILIATE_TABLES.links,
    info: {
      singularName: 'affiliate-link',
      pluralName: 'affiliate-links',
      displayName: 'Rewards affiliate link',
      description: 'The links that partners send members by.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: false } },
    attributes: {
      externalId: {
        type: 'string',
        required: true,
        columnType: { type: 'string', args: [AFFILIATE_LIMITS.externalId] },
        column: { notNullable: true },
      },
      name: { type: 'string' },
      system: { type: 'relation', relation: 'manyToOne', target: AFFILIATE_SYSTEM_UID, useJoinTable: false },
      affiliate: { type: 'relation', relation: 'manyToOne', target: AFFILIATE_UID, useJoinTable: false },
      /** `pid`, `stag`, and whatever else a template names as `{link.…}`. */
      payload: { type: 'json' },
    },
    indexes: [{ name: 'rewards_affiliate_links_external', columns: ['external_id'] }],
  },
} as const;
