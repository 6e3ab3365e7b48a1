import type { Knex } from 'knex';
import { type EntryStoryDto, type HoldDto, type LotMoveDto, STORY_LOTS, STORY_RELATIONS } from '../../contract';
import { formatAmount, present, RewardsError, toIso, toIsoOrNull } from '../../kernel';
import { toEntryDto } from '../dto';
import { readListedCurrencies, statusOf } from '../list';
import { type Entry, heldOf } from '../state';
import { findAllocations, findEntries } from '../store/entry-store';
import { findHolds, type HoldHead } from '../store/hold-store';
import { findLots } from '../store/lot-store';
import { relatedRows } from './relations';
import { findNamingEachOther, findOfLots, readMemberName } from './story-store';

/** What `reverse` takes (L22). */
const REVERSIBLE: readonly string[] = ['grant', 'deduct', 'adjustment'];

/**
 * The whole story of one row: what it moved in which lots, its hold, and the rows that it belongs to.
 *
 * @throws ENTRY_NOT_FOUND
 */
export async function entryStory({ db }: { readonly db: Knex }, entryId: string): Promise<EntryStoryDto> {
  const [entry] = await findEntries(db, [entryId]);
  if (!entry) throw new RewardsError('ENTRY_NOT_FOUND', { entryId });
  const currencies = await readListedCurrencies(db);
  const currency = present(
    currencies.find(({ code }) => code === entry.currency),
    `the currency ${entry.currency}`,
  );
  const { scale } = currency;
  const { lots, lotIds, moreLots } = await lotMoves(db, entry, scale);
  const [hold] = entry.holdId === null ? [] : await findHolds(db, [entry.holdId]);
  const most = STORY_RELATIONS + 1;
  const naming = await findNamingEachOther(db, entry, most);
  const ofLots = await findOfLots(db, lotIds, entry.id, most);
  return {
    entry: toEntryDto(entry, scale),
    status: entry.type === 'reserve' ? statusOf(present(hold, `the hold ${entry.id}`).status) : null,
    member: { id: entry.member, ...(await readMemberName(db, entry.member)) },
    currency,
    lots,
    moreLots,
    hold: hold ? toHoldDto(hold, scale) : null,
    ...relatedRows(entry, [...naming, ...ofLots], scale),
    reversible: REVERSIBLE.includes(entry.type) && !naming.some((row) => row.reversesId === entry.id),
  };
}

async function lotMoves(
  db: Knex,
  entry: Entry,
  scale: number,
): Promise<{ lots: LotMoveDto[]; lotIds: string[]; moreLots: boolean }> {
  const opened = { lotId: entry.id, holdId: null, amount: entry.lotOpened, held: 0n };
  const moved = await findAllocations(db, 'entry_id', [entry.id]);
  const all = entry.lotOpened > 0n ? [opened, ...moved] : moved;
  const told = all.slice(0, STORY_LOTS);
  const lotIds = [...new Set(told.map(({ lotId }) => lotId))];
  const byId = new Map((await findLots(db, lotIds)).map((lot) => [lot.id, lot]));
  const lots = told.map(({ lotId, holdId, amount, held }) => {
    const lot = present(byId.get(lotId), `the lot ${lotId}`);
    return {
      lotId,
      holdId,
      amount: formatAmount(amount, scale),
      held: formatAmount(held, scale),
      earnedAt: toIso(lot.earnedAt),
      expiresAt: toIsoOrNull(lot.expiresAt),
    };
  });
  return { lots, lotIds, moreLots: all.length > told.length };
}

const toHoldDto = (hold: HoldHead, scale: number): HoldDto => ({
  id: hold.id,
  amount: formatAmount(hold.amount, scale),
  captured: formatAmount(hold.captured, scale),
  released: formatAmount(hold.released, scale),
  remaining: formatAmount(heldOf({ ...hold, parts: [] }), scale),
  status: hold.status,
  expiresAt: toIsoOrNull(hold.expiresAt),
});
