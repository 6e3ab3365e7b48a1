import type { ExpiringLotDto, ExpiringLotsDto } from '../../contract';
import { DAY, formatAmount, type PageRequest, present, RewardsError, toIso } from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import { readWindow } from '../../kernel/window';
import type { EconomyDependencies } from './economy';
import { countExpiringLots, expiringLotsInOrder, readExpiringLots } from './expiring-lot-store';

export interface ExpiringLotsRequest extends PageRequest {
  readonly currency?: string | undefined;
}

/**
 * The open lots that expire soonest, overdue ones first (B10).
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function expiringLots(
  { db, clock }: Pick<EconomyDependencies, 'db' | 'clock'>,
  { currency: code, page, pageSize }: ExpiringLotsRequest,
): Promise<ExpiringLotsDto> {
  const currencies = new Map((await readCurrencies(db)).map((one) => [one.code, one]));
  if (code !== undefined && !currencies.has(code)) throw new RewardsError('UNKNOWN_CURRENCY', { currency: code });
  const now = clock.now();
  const total = await countExpiringLots(db, code ?? null);
  const ids = await readWindow([expiringLotsInOrder(db, code ?? null, total)], 'ASC', { page, pageSize });
  const lots = ids.length > 0 ? await readExpiringLots(db, ids) : [];
  const rows = lots.map((lot): ExpiringLotDto => {
    const currency = present(currencies.get(lot.currency), `the currency ${lot.currency}`);
    return {
      lotId: lot.id,
      member: { id: lot.member, name: lot.memberName, handle: lot.memberHandle },
      currency: toCurrencyName(currency),
      remaining: formatAmount(lot.free, currency.scale),
      expiresAt: toIso(lot.expiresAt),
      daysLeft: Math.floor((lot.expiresAt - now) / DAY),
      overdue: lot.expiresAt <= now,
    };
  });
  return { rows, page, pageSize, total };
}
