import type { RedemptionStatus } from '../../../server/contract';

/** What an act of a redemption comes to. */
export const SETTLED = ['held', 'captured', 'released', 'refunded'] as const;
export type Settled = (typeof SETTLED)[number];

/** The rows of the ledger that a redemption leads to, in their order. */
export const LEDGER_STEPS = ['hold', 'capture', 'refund'] as const;

/** What can be done about a redemption, by how it stands; about others nothing. */
export const ACTS_OF: Partial<Record<RedemptionStatus, readonly RedemptionAct[]>> = {
  held: ['capture', 'release'],
  captured: ['refund'],
  'partly-refunded': ['refund'],
};
export type RedemptionAct = 'capture' | 'release' | 'refund';
