import type { AdjustmentSort } from '../contract';
import {
  countRows,
  type Db,
  dialectOf,
  inPages,
  type Milliseconds,
  type MinorUnits,
  readInteger,
  readMinorUnits,
  ROWS_AT_A_TIME,
  ZERO,
} from '../kernel';
import type { Sorting } from '../kernel/query';
import { CURRENCIES_TABLE } from '../currencies';
import { realValue } from '../kernel/real-value';
import { joinEntry, readReversed } from '../ledger';
import { MEMBER_TABLES } from '../members';
import { ADJUSTMENTS_TABLE } from './schema';

export interface ListedAdjustment {
  readonly entryId: string;
  readonly member: string;
  readonly memberName: string | null;
  readonly memberHandle: string | null;
  readonly currency: string;
  readonly currencyName: string;
  readonly scale: number;
  readonly amount: MinorUnits;
  readonly reason: string;
  readonly administratorId: string;
  readonly administratorName: string | null;
  /** What of it was backed out, and the newest row that did. */
  readonly reversed: MinorUnits;
  readonly reversedBy: string | null;
  readonly postedAt: Milliseconds;
}

type Reversal = 'reversed' | 'reversedBy';
type Numbers = 'scale' | 'amount' | 'postedAt';

export async function countAdjustments(db: Db, member: string | undefined): Promise<number> {
  const query = db(ADJUSTMENTS_TABLE);
  if (member !== undefined) query.where({ member });
  return countRows(query);
}

export interface AdjustmentWindow {
  readonly member?: string | undefined;
  readonly skip: number;
  readonly limit: number;
  readonly sort: Sorting<AdjustmentSort>;
}

/** A page of the records with what the ledger says of them; those that are equal follow each other newest first. */
export async function readAdjustments(
  db: Db,
  { member, skip, limit, sort }: AdjustmentWindow,
): Promise<ListedAdjustment[]> {
  const query = joinEntry(db(`${ADJUSTMENTS_TABLE} as a`), 'e', 'a.entry_id')
    .join(`${CURRENCIES_TABLE} as c`, 'c.code', 'a.currency')
    .leftJoin(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'a.member')
    .select({
      entryId: 'a.entry_id',
      member: 'a.member',
      memberName: 'm.name',
      memberHandle: 'm.handle',
      currency: 'a.currency',
      currencyName: 'c.name',
      scale: 'c.scale',
      amount: 'e.amount',
      reason: 'a.reason',
      administratorId: 'a.administrator_id',
      administratorName: 'a.administrator_name',
      postedAt: 'e.posted_at',
    })
    .offset(skip)
    .limit(limit);
  if (member !== undefined) query.where('a.member', member);
  const direction = sort.order === 'ASC' ? 'asc' : 'desc';
  if (sort.column === 'member') {
    // Whoever has no name comes last either way.
    query.orderByRaw('CASE WHEN m.sort_name IS NULL THEN 1 ELSE 0 END').orderBy('m.sort_name', direction);
    query.orderBy('a.member', direction);
  }
  const [whole, rest] = realValue(dialectOf(db), 'e.amount', 'c.scale');
  if (sort.column === 'amount') query.orderByRaw(`${whole} ${direction}, ${rest} ${direction}`);
  // An entry's id sorts by the time of its posting.
  query.orderBy('a.entry_id', sort.column === 'posted' ? direction : 'desc');
  const rows = (await query) as (Omit<ListedAdjustment, Numbers | Reversal> & Record<Numbers, unknown>)[];
  const reversed = await readReversed(
    db,
    rows.map(({ entryId }) => entryId),
  );
  return rows.map((row) => ({
    ...row,
    reversed: reversed.get(row.entryId)?.amount ?? ZERO,
    reversedBy: reversed.get(row.entryId)?.lastId ?? null,
    scale: readInteger(row.scale),
    amount: readMinorUnits(row.amount),
    postedAt: readInteger(row.postedAt),
  }));
}

/** Every record of a member, oldest first, as the export of the member has it. */
export const readAdjustmentsOf = (db: Db, member: string): AsyncGenerator<{ readonly entryId: string }> =>
  inPages(
    async (last) =>
      (await db(ADJUSTMENTS_TABLE)
        .select({
          entryId: 'entry_id',
          kind: 'kind',
          currency: 'currency',
          amount: 'amount',
          reason: 'reason',
          administratorId: 'administrator_id',
          administratorName: 'administrator_name',
          discrepancy: 'discrepancy',
          batch: 'batch',
        })
        .where({ member })
        .where('entry_id', '>', last?.entryId ?? '')
        .orderBy('entry_id')
        .limit(ROWS_AT_A_TIME)) as { entryId: string }[],
  );
