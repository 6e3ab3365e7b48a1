import type { EntryType } from '../../contract';
import {
  type AccountId,
  type Db,
  type Milliseconds,
  type MinorUnits,
  readAccountId,
  readInteger,
  readMinorUnits,
} from '../../kernel';
import { TABLES } from '../../ledger';

export interface OwnEntry {
  readonly id: string;
  readonly accountId: AccountId;
  readonly type: EntryType;
  readonly amount: MinorUnits;
  readonly held: MinorUnits;
  readonly balanceAfter: MinorUnits;
  readonly reason: string | null;
  readonly expiresAt: Milliseconds | null;
  readonly postedAt: Milliseconds;
}

/** Behind which row a page begins. */
export interface Mark {
  readonly postedAt: Milliseconds;
  readonly id: string;
}

/** The rows of accounts behind one, newest first. */
export async function readOwnEntries(
  db: Db,
  accountIds: readonly AccountId[],
  mark: Mark | undefined,
  limit: number,
): Promise<OwnEntry[]> {
  const query = db(TABLES.entries)
    .select('id', 'account_id', 'type', 'amount', 'held', 'balance_after', 'reason', 'expires_at', 'posted_at')
    .whereIn('account_id', accountIds)
    .orderBy([
      { column: 'posted_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  if (mark) {
    const { postedAt, id } = mark;
    query.where('posted_at', '<=', postedAt).where((behind) => {
      void behind.where('posted_at', '<', postedAt).orWhere('id', '<', id);
    });
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: row.id as string,
    accountId: readAccountId(row.account_id),
    type: row.type as EntryType,
    amount: readMinorUnits(row.amount),
    held: readMinorUnits(row.held),
    balanceAfter: readMinorUnits(row.balance_after),
    reason: row.reason as string | null,
    expiresAt: row.expires_at === null ? null : readInteger(row.expires_at),
    postedAt: readInteger(row.posted_at),
  }));
}
