import { AFFILIATE_LIMITS } from '../../contract';
import { AFFILIATE_TABLES } from '../schema';

export const AFFILIATE_SYSTEM_UID = 'plugin::rewards.affiliate-system';

const text = (length: number) => ({ type: 'string', columnType: { type: 'string', args: [length] } }) as const;

/**
 * C11. A network that events are sent to: where, how, and what counts as a success (F6). Written on its own page, whose every
 * change is checked as a whole; so the Content Manager shows affiliates and links, and names it.
 */
export const affiliateSystemContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: AFFILIATE_TABLES.systems,
    info: { singularName: 'affiliate-system', pluralName: 'affiliate-systems', displayName: 'Affiliate system' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
    attributes: {
      code: {
        ...text(AFFILIATE_LIMITS.code),
        required: true,
        unique: true,
        column: { unique: true, notNullable: true },
      },
      name: { type: 'string', required: true },
      /** F6 and F7: the request's template, time-out, schedule, rate, success test, and which events are wanted. */
      settings: { type: 'json', private: true, required: true },
    },
  },
} as const;
