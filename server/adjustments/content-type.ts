import { ADJUSTMENT_KINDS, LIMITS } from '../contract';
import { ADJUSTMENTS_TABLE } from './schema';

export const ADJUSTMENT_UID = 'plugin::rewards.adjustment';

const text = (length: number) =>
  ({
    type: 'string',
    required: true,
    columnType: { type: 'string', args: [length] },
    column: { notNullable: true },
  }) as const;

/**
 * D4, B20. Who corrected which balance, and why: one record a ledger row of type `adjustment`, written with it and never
 * again. People stand here as plain text, so that deleting one of them changes no record (L36).
 */
export const adjustmentContentType = {
  schema: {
    kind: 'collectionType',
    collectionName: ADJUSTMENTS_TABLE,
    info: { singularName: 'adjustment', pluralName: 'adjustments', displayName: 'Rewards adjustment' },
    options: { draftAndPublish: false },
    pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
    attributes: {
      kind: { type: 'enumeration', enum: [...ADJUSTMENT_KINDS], required: true, column: { notNullable: true } },
      member: text(40),
      currency: text(32),
      /** Signed, in major units. */
      amount: text(40),
      entryId: { ...text(26), column: { notNullable: true, unique: true } },
      reason: { type: 'text', required: true },
      /** The id of an administrator; of anybody else who corrects, as the ledger names them (`user:7`). */
      administratorId: text(LIMITS.actorId),
      administratorName: { type: 'string', columnType: { type: 'string', args: [LIMITS.actorName] } },
      /** The id of the discrepancy that it resolves. */
      discrepancy: { type: 'string', columnType: { type: 'string', args: [40] } },
      /** The bulk adjustment that it came with. */
      batch: { type: 'string', columnType: { type: 'string', args: [40] } },
    },
    // B20: newest first is by the entry's id, which sorts by time and has an index already.
    indexes: [
      { name: 'rewards_adjustments_member', columns: ['member', 'entry_id'] },
      { name: 'rewards_adjustments_administrator', columns: ['administrator_id', 'entry_id'] },
      { name: 'rewards_adjustments_batch', columns: ['batch', 'entry_id'] },
    ],
  },
} as const;
