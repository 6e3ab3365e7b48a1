import type { DueHoldDto, DueHoldsDto } from '../../contract';
import { type Clock, type Db, pageOf, type PageRequest, present, RewardsError } from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import { toHoldDto } from '../member/schedule';
import { countDueHolds, type DueHold, readDueHolds } from './due-hold-store';

export interface DueHoldsRequest extends PageRequest {
  readonly currency?: string | undefined;
}

/**
 * Everybody's open holds that end by themselves, the soonest first, so that those that should have ended lead the list.
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function dueHolds(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { currency: code, ...asked }: DueHoldsRequest,
): Promise<DueHoldsDto> {
  const currencies = new Map((await readCurrencies(db)).map((one) => [one.code, toCurrencyName(one)]));
  if (code !== undefined && !currencies.has(code)) throw new RewardsError('UNKNOWN_CURRENCY', { currency: code });
  const now = clock.now();
  const toDto = (hold: DueHold): DueHoldDto => ({
    ...toHoldDto(hold, present(currencies.get(hold.currency), `the currency ${hold.currency}`)),
    member: { id: hold.member, name: hold.name, handle: hold.handle },
    overdue: hold.expiresAt <= now,
  });
  return pageOf(asked, await countDueHolds(db, code), async (span) => (await readDueHolds(db, code, span)).map(toDto));
}
