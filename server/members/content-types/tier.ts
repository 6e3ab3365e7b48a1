import { MEMBER_TABLES } from '../schema';

export const TIER_UID = 'plugin::rewards.tier';

/** D7. A tier, reached at a lifetime earned in the currency that drives tiers. */
export const tierContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: MEMBER_TABLES.tiers,
    info: { singularName: 'tier', pluralName: 'tiers', displayName: 'Rewards tier' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: true } },
    attributes: {
      name: { type: 'string', required: true },
      code: {
        type: 'string',
        required: true,
        unique: true,
        columnType: { type: 'string', args: [64] },
        column: { unique: true, notNullable: true },
      },
      // What has a default is not `required`: the types that Strapi generates would ask for it. See `refuseEmptied`.
      /** A decimal string in major units: a number column would lose digits (L3). */
      threshold: { type: 'string', default: '0', column: { notNullable: true } },
      /** What an order earns is multiplied by this (D8). */
      multiplier: { type: 'string', default: '1.0', column: { notNullable: true } },
      /** Per cent of a price, 0 to 100. */
      discountPercent: { type: 'string', default: '0', column: { notNullable: true } },
    },
  },
} as const;
