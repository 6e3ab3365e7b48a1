/** A table whose rows stay, and by what they could go or change. */
export interface Guard {
  readonly table: string;
  readonly events: readonly ('UPDATE' | 'DELETE')[];
}

/** Tables that are guarded together. */
export interface GuardedTables {
  readonly guards: readonly Guard[];
  /** An empty table that refers to them on MySQL, where TRUNCATE asks no trigger, but refuses what a foreign key refers to. */
  readonly anchor: string;
}

/** What the database says to whoever tries. */
export const REFUSAL = 'The rewards ledger is append-only: post a reversal or an adjustment instead.';

/** The one switch that lets a maintenance through: a row in this table, on every database. */
export const SWITCH = 'rewards_maintenance';
