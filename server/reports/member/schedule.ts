import type { CurrencyNameDto, MemberHoldDto, MemberLotDto } from '../../contract';
import { type AccountId, formatAmount, present, toIso, toIsoOrNull } from '../../kernel';
import type { MemberAccount } from './account-store';
import type { OpenHold, OpenLot } from './schedule-store';

/** In what an account counts. */
export function currencyOf(accountId: AccountId, accounts: readonly MemberAccount[]): CurrencyNameDto {
  const account = present(
    accounts.find(({ id }) => id === accountId),
    'the account of a lot or a hold',
  );
  return { code: account.currency, name: account.currencyName, scale: account.scale };
}

export function toLotDto(lot: OpenLot, accounts: readonly MemberAccount[]): MemberLotDto {
  const currency = currencyOf(lot.accountId, accounts);
  return {
    lotId: lot.id,
    currency,
    earnedAt: toIso(lot.earnedAt),
    expiresAt: toIsoOrNull(lot.expiresAt),
    amount: formatAmount(lot.amount, currency.scale),
    remaining: formatAmount(lot.remaining, currency.scale),
    held: formatAmount(lot.held, currency.scale),
  };
}

export function toHoldDto(hold: Omit<OpenHold, 'accountId'>, currency: CurrencyNameDto): MemberHoldDto {
  return {
    id: hold.id,
    currency,
    reason: hold.reason,
    reservedAt: toIso(hold.reservedAt),
    amount: formatAmount(hold.amount, currency.scale),
    captured: formatAmount(hold.captured, currency.scale),
    released: formatAmount(hold.released, currency.scale),
    remaining: formatAmount(hold.amount - hold.captured - hold.released, currency.scale),
    status: hold.status,
    expiresAt: toIsoOrNull(hold.expiresAt),
  };
}
