import type { EntryType, MemberLedgerSort } from '../../contract';
import {
  type AccountId,
  type Db,
  dialectOf,
  type Milliseconds,
  type MinorUnits,
  readAccountId,
  readInteger,
  readMinorUnits,
  ZERO,
} from '../../kernel';
import { CURRENCIES_TABLE } from '../../currencies';
import type { Sorting } from '../../kernel/query';
import { realValue } from '../../kernel/real-value';
import { readReversed, TABLES } from '../../ledger';
import { canBeReversed, type Standing } from '../entries';

export interface MemberEntry extends Standing {
  readonly id: string;
  readonly accountId: AccountId;
  readonly type: EntryType;
  readonly held: MinorUnits;
  readonly lotId: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly effectiveAt: Milliseconds;
  readonly postedAt: Milliseconds;
}

type Numbers = 'accountId' | 'amount' | 'held' | 'effectiveAt' | 'postedAt';

export interface EntryWindow {
  readonly skip: number;
  readonly limit: number;
  readonly sort: Sorting<MemberLedgerSort>;
}

/** A page of the rows of accounts; those that are equal follow each other newest first. */
export async function readMemberEntries(
  db: Db,
  accountIds: readonly AccountId[],
  { skip, limit, sort }: EntryWindow,
): Promise<MemberEntry[]> {
  const query = db(`${TABLES.entries} as e`)
    .join(`${CURRENCIES_TABLE} as c`, 'c.code', 'e.currency')
    .leftJoin(`${TABLES.holds} as h`, (on) => on.on('h.id', 'e.id').andOnVal('e.type', 'reserve'))
    .select({
      id: 'e.id',
      accountId: 'e.account_id',
      type: 'e.type',
      amount: 'e.amount',
      held: 'e.held',
      lotId: 'e.lot_id',
      reason: 'e.reason',
      rule: 'e.rule',
      eventId: 'e.event_id',
      effectiveAt: 'e.effective_at',
      postedAt: 'e.posted_at',
      holdStatus: 'h.status',
    })
    .whereIn('e.account_id', accountIds)
    .offset(skip)
    .limit(limit);
  const direction = sort.order === 'ASC' ? 'asc' : 'desc';
  const [whole, rest] = realValue(dialectOf(db), 'e.amount', 'c.scale');
  if (sort.column === 'type') query.orderBy('e.type', direction);
  if (sort.column === 'amount') query.orderByRaw(`${whole} ${direction}, ${rest} ${direction}`);
  const newest = sort.column === 'posted' ? direction : 'desc';
  query.orderBy([
    { column: 'e.posted_at', order: newest },
    { column: 'e.id', order: newest },
  ]);
  const rows = (await query) as (Omit<MemberEntry, Numbers | 'reversed'> & Record<Numbers, unknown>)[];
  const reversed = await readReversed(
    db,
    rows.filter(canBeReversed).map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    reversed: reversed.get(row.id)?.amount ?? ZERO,
    accountId: readAccountId(row.accountId),
    amount: readMinorUnits(row.amount),
    held: readMinorUnits(row.held),
    effectiveAt: readInteger(row.effectiveAt),
    postedAt: readInteger(row.postedAt),
  }));
}
