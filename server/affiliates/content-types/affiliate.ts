import { AFFILIATE_LIMITS } from '../../contract';
import { AFFILIATE_TABLES } from '../schema';
import { AFFILIATE_SYSTEM_UID } from './affiliate-system';

export const AFFILIATE_UID = 'plugin::rewards.affiliate';

/** C11. A partner who sends members, by the key under which a system knows them. */
export const affiliateContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: AFFILIATE_TABLES.affiliates,
    info: {
      singularName: 'affiliate',
      pluralName: 'affiliates',
      displayName: 'Rewards affiliate',
      description: 'Partners who send members: each belongs to an affiliate system.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: false } },
    attributes: {
      name: { type: 'string', required: true },
      key: {
        type: 'string',
        required: true,
        columnType: { type: 'string', args: [AFFILIATE_LIMITS.code] },
        column: { notNullable: true },
      },
      system: { type: 'relation', relation: 'manyToOne', target: AFFILIATE_SYSTEM_UID, useJoinTable: false },
    },
  },
} as const;
