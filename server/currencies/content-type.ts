import { REVERSAL_POLICIES, SPEND_ORDERS } from '../contract';
import { CURRENCIES_TABLE } from './schema';

export const CURRENCY_UID = 'plugin::rewards.currency';

/**
 * B4. A currency: ordinary content, edited in the Content Manager. What an edit must not break is in `currency-rules.ts`;
 * what a posting reads of it in `currency-store.ts`.
 */
export const currencyContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: CURRENCIES_TABLE,
    info: {
      singularName: 'currency',
      pluralName: 'currencies',
      displayName: 'Rewards currency',
      description: 'Points, reputation, store credit: each with its own scale and rules.',
    },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-type-builder': { visible: false } },
    attributes: {
      code: {
        type: 'string',
        required: true,
        unique: true,
        columnType: { type: 'string', args: [32] },
        column: { unique: true, notNullable: true },
      },
      name: { type: 'string', required: true },
      // What has a default is not `required`: the types that Strapi generates would ask for it. See `refuseEmptied`.
      scale: { type: 'integer', default: 0, min: 0, max: 8, column: { notNullable: true } },
      spendOrder: { type: 'enumeration', enum: [...SPEND_ORDERS], default: 'oldest' },
      reversalPolicy: { type: 'enumeration', enum: [...REVERSAL_POLICIES], default: 'clamp' },
      risingOnly: { type: 'boolean', default: false },
      drivesLevels: { type: 'boolean', default: false },
      drivesTiers: { type: 'boolean', default: false },
      expiresAfterDays: { type: 'integer', min: 1 },
      reversalGraceDays: { type: 'integer', min: 1 },
    },
  },
} as const;
