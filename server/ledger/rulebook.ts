import type { ReversalPolicy, SpendOrder } from '../contract';
import { type Milliseconds, type MinorUnits, present, ZERO } from '../kernel';

/** What a currency allows and how it behaves (B4). Made from the content type `plugin::rewards.currency`. */
export interface CurrencyRules {
  readonly code: string;
  /** Decimals, 0 to 8. */
  readonly scale: number;
  readonly spendOrder: SpendOrder;
  readonly reversalPolicy: ReversalPolicy;
  /** L25. */
  readonly risingOnly: boolean;
  /** How long a lot lasts, in milliseconds; null: for ever. */
  readonly lotTerm: number | null;
  /** L23. What a returned, meanwhile expired part gets, in milliseconds; null: nothing. */
  readonly reversalGrace: number | null;
}

/** Where a member stands by one account: the codes of a level and a tier, null for a currency that drives neither. */
export interface Standing {
  readonly level: string | null;
  readonly tier: string | null;
}

/** The rules that are in force for one batch of postings. */
export interface Rulebook {
  /** The currency's rules, or undefined when there is no such currency. */
  currency(code: string): CurrencyRules | undefined;
  /** Whether levels, and tiers, follow this currency. */
  drives(currency: string): { readonly level: boolean; readonly tier: boolean };
  /** L42. How far ahead `effectiveAt` may lie and be taken as now; absent: not at all. */
  readonly clockSkew?: Milliseconds;
  /** L26. A pure function of an account's figures. */
  standing(currency: string, figures: { readonly balance: MinorUnits; readonly lifetimeEarned: MinorUnits }): Standing;
}

/** Where members stand by a currency in which they have no account. */
export const unearned = (rulebook: Rulebook, currency: string): Standing =>
  rulebook.standing(currency, { balance: ZERO, lifetimeEarned: ZERO });

/** The rules of a currency that has postings, and that therefore cannot have been deleted. */
export const rulesOf = (rulebook: Rulebook, code: string): CurrencyRules =>
  present(rulebook.currency(code), `the currency ${code}`);
