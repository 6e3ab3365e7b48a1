/** What an act of a redemption comes to. */
export const SETTLED = ['held', 'captured', 'released'] as const;
export type Settled = (typeof SETTLED)[number];

/** The rows of the ledger that a redemption leads to, in their order. */
export const LEDGER_STEPS = ['hold', 'capture', 'refund'] as const;
