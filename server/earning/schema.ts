/**
 * Orders that earned nothing when they came in, as a lean Strapi model like those of the ledger. Without it the same
 * order, sent again once its member has risen to a tier with a higher multiplier, would earn after all.
 */
import { requiredText } from '../kernel/columns';

export const SKIPPED_ORDERS = 'rewards_skipped_orders';

const skippedOrder = {
  uid: 'plugin::rewards.skipped-order',
  singularName: 'skipped-order',
  tableName: SKIPPED_ORDERS,
  attributes: {
    /** The unique form of the order's key and value. */
    id: {
      type: 'string',
      columnType: { type: 'string', args: [40] },
      column: { notNullable: true, primary: true },
    },
    member: requiredText(40),
    skippedAt: { type: 'biginteger', column: { notNullable: true } },
  },
  // A member's own, for the export of all that is held about them.
  indexes: [{ name: 'rewards_skipped_orders_member', columns: ['member', 'id'] }],
};

/** The models that the earning room gives to Strapi. */
export const earningModels = [skippedOrder];
