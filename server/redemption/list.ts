import type { RedemptionDto, RedemptionListDto, RedemptionRowDto } from '../contract';
import { type Clock, type Db, type Milliseconds, pageOf } from '../kernel';
import { toRedemptionDto } from './dto';
import { countListed, readAllOf, readListed } from './list-store';
import type { Redemption } from './store';
import type { RedemptionListRequest } from './validate';

/** Every attempt to redeem, newest first; a page past the end is empty. */
export async function listRedemptions(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { page, pageSize, ...filter }: RedemptionListRequest,
): Promise<RedemptionListDto> {
  const now = clock.now();
  return pageOf({ page, pageSize }, await countListed(db, filter, now), async (span) =>
    (await readListed(db, filter, now, span)).map((redemption) => toRow(redemption, now)),
  );
}

const toRow = (redemption: Redemption, now: Milliseconds): RedemptionRowDto => ({
  ...toRedemptionDto(redemption, now),
  member: { id: redemption.member, name: redemption.memberName, handle: redemption.memberHandle },
  currency: { code: redemption.currency, name: redemption.currencyName, scale: redemption.scale },
});

/** Every attempt of a member, oldest first, as the export of the member has it. */
export async function* redemptionsOf(db: Db, member: string, now: Milliseconds): AsyncGenerator<RedemptionDto> {
  for await (const redemption of readAllOf(db, member)) yield toRedemptionDto(redemption, now);
}
