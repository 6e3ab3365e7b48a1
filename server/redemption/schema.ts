/**
 * Attempts to redeem (L9), as a lean Strapi model like those of the ledger. A row says what was asked for and on which
 * terms, and is never changed: how a redemption stands is told by its hold.
 */
import { primaryId, requiredInteger, requiredText, text } from '../kernel/columns';

export const REDEMPTIONS = 'rewards_redemptions';

const redemption = {
  uid: 'plugin::rewards.redemption',
  singularName: 'redemption',
  tableName: REDEMPTIONS,
  attributes: {
    id: primaryId(),
    source: requiredText(64),
    orderId: requiredText(120),
    /** What source and order are found by, letter for letter. */
    orderKey: requiredText(40),
    member: requiredText(40),
    currency: requiredText(32),
    requested: requiredInteger,
    orderAmount: requiredInteger,
    /** The terms that held then. */
    decimals: requiredInteger,
    value: requiredText(16),
    tier: text(64),
    tierDiscountPercent: requiredText(16),
    /** None when it was refused; then why. */
    holdId: text(26),
    refusal: text(64),
    refusalDetails: { type: 'text' } as const,
    actorId: text(120),
    actorName: text(200),
    attemptedAt: requiredInteger,
  },
  indexes: [
    { name: 'rewards_redemptions_hold', columns: ['hold_id'], type: 'unique' as const },
    { name: 'rewards_redemptions_key', columns: ['order_key', 'id'] },
    { name: 'rewards_redemptions_order', columns: ['order_id', 'id'] },
    { name: 'rewards_redemptions_member', columns: ['member', 'id'] },
  ],
};

/** The models that the redemption room gives to Strapi. */
export const redemptionModels = [redemption];
