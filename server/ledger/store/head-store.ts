import {
  type AccountId,
  asOfNow,
  chunksOf,
  type Db,
  type Milliseconds,
  readAccountId,
  readInteger,
} from '../../kernel';
import { TABLES } from '../schema';

/** Accounts of one statement: each is a condition of its own. */
const ACCOUNTS = 200;

/** What the next row goes on from. */
export interface Head {
  readonly sequence: number;
  readonly postedAt: Milliseconds;
  readonly hash: string;
}

/**
 * The rows where accounts say that their last one is, and right behind it: one each where all is well, none where nothing was
 * posted yet. Two looks at an index an account.
 */
export async function readHeads(
  db: Db,
  accounts: readonly { readonly id: number; readonly sequence: number }[],
): Promise<Map<AccountId, Head[]>> {
  const heads = new Map<AccountId, Head[]>();
  for (const part of chunksOf(ACCOUNTS, accounts)) {
    const query = db(TABLES.entries).select('account_id', 'sequence', 'posted_at', 'hash');
    for (const { id, sequence } of part) {
      query.orWhere((row) => void row.where('account_id', id).whereIn('sequence', [sequence, sequence + 1]));
    }
    for (const row of (await asOfNow(db, query)) as Record<string, unknown>[]) {
      const accountId = readAccountId(row.account_id);
      const head = {
        sequence: readInteger(row.sequence),
        postedAt: readInteger(row.posted_at),
        hash: row.hash as string,
      };
      heads.set(accountId, [...(heads.get(accountId) ?? []), head]);
    }
  }
  return heads;
}
