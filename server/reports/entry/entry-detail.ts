import type { Knex } from 'knex';
import {
  type EntryDetailDto,
  type HoldDto,
  type LotMoveDto,
  ENTRY_LOTS,
  RELATED_ENTRIES,
  type ReversalOfEntryDto,
} from '../../contract';
import { formatAmount, present, RewardsError, toIso, toIsoOrNull, ZERO } from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import {
  type Entry,
  findAllocations,
  findEntries,
  findHolds,
  findLots,
  heldOf,
  type HoldHead,
  readReversed,
  toEntryDto,
} from '../../ledger';
import { canBeReversed, type Standing, statusOf, wholeOf } from '../entries';
import { relatedRows } from './relations';
import { findNamingEachOther, findOfLots, readMemberName } from './related-store';

/**
 * All there is to say of one row: what it moved in which lots, its hold, and the rows that it belongs to.
 *
 * @throws ENTRY_NOT_FOUND
 */
export async function entryDetail({ db }: { readonly db: Knex }, entryId: string): Promise<EntryDetailDto> {
  const [entry] = await findEntries(db, [entryId]);
  if (!entry) throw new RewardsError('ENTRY_NOT_FOUND', { entryId });
  const currencies = await readCurrencies(db);
  const currency = present(
    currencies.find(({ code }) => code === entry.currency),
    `the currency ${entry.currency}`,
  );
  const { scale } = currency;
  const { lots, lotIds, moreLots } = await lotMoves(db, entry, scale);
  const [hold] = entry.holdId === null ? [] : await findHolds(db, [entry.holdId]);
  const most = RELATED_ENTRIES + 1;
  const naming = await findNamingEachOther(db, entry, most);
  const ofLots = await findOfLots(db, lotIds, entry.id, most);
  const standing: Standing = {
    amount: entry.amount,
    holdStatus: entry.type === 'reserve' ? present(hold, `the hold ${entry.id}`).status : null,
    reversed: (await readReversed(db, [entry.id])).get(entry.id)?.amount ?? ZERO,
  };
  return {
    entry: toEntryDto(entry, scale),
    status: statusOf(standing),
    member: { id: entry.member, ...(await readMemberName(db, entry.member)) },
    currency: toCurrencyName(currency),
    lots,
    moreLots,
    hold: hold ? toHoldDto(hold, scale) : null,
    ...relatedRows(entry, [...naming, ...ofLots], scale),
    reversal: canBeReversed(entry) ? toReversalDto(standing, scale) : null,
    reversible: canBeReversed(entry) && standing.reversed < wholeOf(entry),
  };
}

const toReversalDto = ({ amount, reversed }: Standing, scale: number): ReversalOfEntryDto => ({
  reversed: formatAmount(reversed, scale),
  left: formatAmount(wholeOf({ amount }) - reversed, scale),
});

async function lotMoves(
  db: Knex,
  entry: Entry,
  scale: number,
): Promise<{ lots: LotMoveDto[]; lotIds: string[]; moreLots: boolean }> {
  const opened = { lotId: entry.id, holdId: null, amount: entry.lotOpened, held: 0n };
  const moved = await findAllocations(db, 'entry_id', [entry.id]);
  const all = entry.lotOpened > 0n ? [opened, ...moved] : moved;
  const told = all.slice(0, ENTRY_LOTS);
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
