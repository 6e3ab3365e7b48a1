import type { EntryDto, ErrorDto, LedgerService, MembersService } from '../contract';
import type { Clock, Db, Dialect, Milliseconds, MinorUnits, Transactions } from '../kernel';
import type { RulesInForce, RulesSource } from '../members';
import type { EarningRecord, EarningTerms, Order, Step } from './rules';

/** What the earning room needs of other rooms. */
export interface EarningDependencies {
  /** The transaction that the caller is in (`strapi.db.transaction`), or the connection. */
  db(): Db;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly transactions: Transactions;
  /** L42. How far ahead an order may lie and be taken as now. */
  readonly clockSkew: Milliseconds;
  readonly ledger: Pick<LedgerService, 'postMany' | 'reverse' | 'preview'>;
  readonly members: Pick<MembersService, 'ensure' | 'ensureMany'>;
  /** Currencies and tiers as they are in force. */
  readonly rules: Pick<RulesSource, 'current' | 'rulebook' | 'lock'>;
}

/** What came of one order. */
export type OrderOutcome =
  | { readonly order: Order; readonly kind: 'granted'; readonly earned: MinorUnits; readonly entry: EntryDto | null }
  | { readonly order: Order; readonly kind: 'replayed'; readonly earned: MinorUnits; readonly entry: EntryDto | null }
  | { readonly order: Order; readonly kind: 'skipped' }
  | { readonly order: Order; readonly kind: 'refused'; readonly error: ErrorDto };

/** Where waves of orders are looked up and carried out: in the ledger, or in a dry run. */
export interface Desk {
  /**
   * Runs a wave while nobody else earns, spends or edits the rules for these members: two orders at once must not both find the
   * tier that only the first of them may find (D8).
   */
  exclusively<T>(orders: readonly Order[], work: (inForce: RulesInForce) => Promise<T>): Promise<T>;
  /** The orders in parts that can be waves at the same time. */
  partsOf(orders: readonly Order[]): readonly (readonly Order[])[];
  /** What is on record about these orders and their members, as the wave has to see it. */
  recordOf(orders: readonly Order[], terms: EarningTerms): Promise<EarningRecord>;
  /** Carries the steps out; `again` are orders that somebody else has granted meanwhile, to be decided anew. */
  carryOut(
    steps: readonly Step[],
    terms: EarningTerms,
  ): Promise<{ readonly outcomes: OrderOutcome[]; readonly again: readonly Order[] }>;
}
