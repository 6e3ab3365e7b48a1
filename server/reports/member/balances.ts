import type { CurrencyNameDto, MemberAccountDto, MemberBalanceDto } from '../../contract';
import { formatAmount, toIsoOrNull, ZERO } from '../../kernel';
import { toCurrencyName } from '../../currencies';
import type { MemberAccount } from './account-store';

/** What a member has in a currency, by all that they have: zero where they have no account. */
export function balanceIn(currency: CurrencyNameDto, balances: readonly MemberBalanceDto[]): MemberBalanceDto {
  const found = balances.find((one) => one.currency.code === currency.code);
  if (found) return found;
  const zero = formatAmount(ZERO, currency.scale);
  const figures = { balance: zero, held: zero, available: zero, lifetimeEarned: zero, lifetimeSpent: zero };
  return { currency: toCurrencyName(currency), ...figures };
}

/** The balances of accounts, each with how it stood when it was reconciled last. */
export const withReconciliation = (
  balances: readonly MemberBalanceDto[],
  accounts: readonly MemberAccount[],
): MemberAccountDto[] =>
  balances.flatMap((balance) => {
    const account = accounts.find(({ currency }) => currency === balance.currency.code);
    if (!account) return [];
    const { reconciliationStatus: status, lastReconciledAt } = account;
    return [{ ...balance, reconciliation: { status, at: toIsoOrNull(lastReconciledAt) } }];
  });
