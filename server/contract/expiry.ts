import type { DecimalString } from './ledger';
import type { CurrencyNameDto } from './ledger-list';

/** What settling what is due would do to the accounts of one currency. */
export interface DueOfCurrencyDto {
  readonly currency: string;
  readonly accounts: number;
  readonly lotsExpired: number;
  /** What would be written off, in major units; a sum over accounts may pass what one can hold. */
  readonly expired: DecimalString;
  readonly holdsReleased: number;
  readonly released: DecimalString;
}

export interface ExpireDuePreviewDto {
  /** On which something is due. */
  readonly accounts: number;
  /** Of which it was worked out what would be posted: at most `LIMITS.previewedAccounts`, the longest overdue ones. */
  readonly accountsPreviewed: number;
  /** Of those, the ones that would fail, because account and rows differ. */
  readonly failing: number;
  readonly currencies: readonly DueOfCurrencyDto[];
}

/** What the task `expire-due` would post now, with the names of the currencies. */
export interface ExpiryPreviewDto extends Omit<ExpireDuePreviewDto, 'currencies'> {
  readonly currencies: readonly (Omit<DueOfCurrencyDto, 'currency'> & { readonly currency: CurrencyNameDto })[];
}
