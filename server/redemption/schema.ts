/**
 * Attempts to redeem (L9), as a lean Strapi model like those of the ledger. A row says what was asked for and on which
 * terms, and is never changed: how a redemption stands is told by its hold.
 */
import { type ErrorCode, type ErrorDetails, LIMITS } from '../contract';
import {
  actor,
  code,
  currencyCode,
  instant,
  integer,
  json,
  memberId,
  money,
  nullable,
  primary,
  shortHash,
  text,
  ulid,
} from '../kernel/fields';
import { defineTable, follows, index, unique } from '../kernel/table';
import { keyHash } from '../ledger';

/** A number with decimals that is no amount of a currency, as it is written. */
const decimal = () => text(16);

/** By what an order's attempts are found, letter for letter. */
export const orderKey = ({ source, orderId }: { readonly source: string; readonly orderId: string }): string =>
  keyHash(source, orderId);

export const redemptionTable = defineTable({
  name: 'redemption',
  table: 'rewards_redemptions',
  fields: {
    id: primary(ulid()),
    source: text(LIMITS.source),
    orderId: text(120),
    member: memberId(),
    currency: currencyCode(),
    requested: money(),
    orderAmount: money(),
    /** The terms that held then. */
    decimals: integer(),
    value: decimal(),
    tier: nullable(code()),
    tierDiscountPercent: decimal(),
    /** None when it was refused; then why. */
    holdId: nullable(ulid()),
    refusal: nullable(code<ErrorCode>()),
    refusalDetails: nullable(json<ErrorDetails>()),
    actor: actor(),
    attemptedAt: instant(),
  },
  derived: { orderKey: follows(shortHash(), orderKey) },
  indexes: [
    unique('redemptions_hold', 'hold_id'),
    index('redemptions_key', 'order_key', 'id'),
    index('redemptions_order', 'order_id', 'id'),
    index('redemptions_member', 'member', 'id'),
  ],
});
