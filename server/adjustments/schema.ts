/** The table of the adjustments' records. Its columns are the attributes' names in snake case. */
export const ADJUSTMENTS_TABLE = 'rewards_adjustments';
