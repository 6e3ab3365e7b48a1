/**
 * Orders that earned nothing when they came in, as a lean Strapi model like those of the ledger. Without it the same
 * order, sent again once its member has risen to a tier with a higher multiplier, would earn after all.
 */
import { instant, memberId, primary, shortHash } from '../kernel/fields';
import { defineTable, index } from '../kernel/table';

export const skippedOrderTable = defineTable({
  name: 'skipped-order',
  table: 'rewards_skipped_orders',
  fields: {
    /** The unique form of the order's key and value. */
    id: primary(shortHash()),
    member: memberId(),
    skippedAt: instant(),
  },
  // A member's own, for the export of all that is held about them.
  indexes: [index('skipped_orders_member', 'member', 'id')],
});
