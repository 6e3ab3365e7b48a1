import type { DueHoldDto, DueHoldsDto } from '../../contract';
import { type Clock, type Db, present, RewardsError } from '../../kernel';
import { readKnownCurrencies } from '../catalogue-store';
import { toHoldDto } from '../detail/schedule';
import { toCurrencyName } from '../headline-rules';
import { countDueHolds, readDueHolds } from './due-hold-store';

export interface DueHoldsRequest {
  readonly currency?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Everybody's open holds that end by themselves, the soonest first, so that those that should have ended lead the list.
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function dueHolds(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { currency: code, page, pageSize }: DueHoldsRequest,
): Promise<DueHoldsDto> {
  const currencies = new Map((await readKnownCurrencies(db)).map((one) => [one.code, toCurrencyName(one)]));
  if (code !== undefined && !currencies.has(code)) throw new RewardsError('UNKNOWN_CURRENCY', { currency: code });
  const now = clock.now();
  const total = await countDueHolds(db, code);
  const skip = (page - 1) * pageSize;
  const holds = skip < total ? await readDueHolds(db, code, { skip, limit: pageSize }) : [];
  const rows = holds.map((hold): DueHoldDto => ({
    ...toHoldDto(hold, present(currencies.get(hold.currency), `the currency ${hold.currency}`)),
    member: { id: hold.member, name: hold.name, handle: hold.handle },
    overdue: hold.expiresAt <= now,
  }));
  return { rows, page, pageSize, total };
}
