import type { AccountId, Db } from '../../kernel';
import { genesisHash } from '../chain';
import type { Account } from '../state';
import { type Head, readHeads } from '../store/head-store';

/**
 * Which of these accounts, all of them locked, go on from another row than their last one. Whatever were posted to one of them
 * would carry the damage into rows that nobody can change: a chain that is broken for good, lots that expired early (L5, L6,
 * L30). A rebuild puts right what the rows bear out. Figures that have drifted are another matter: a person settles them by an
 * adjustment (D4).
 *
 * @returns their ids, each with a sentence for the log
 */
export async function findDamagedHeads(db: Db, accounts: readonly Account[]): Promise<ReadonlyMap<AccountId, string>> {
  const heads = await readHeads(db, accounts);
  const damaged = new Map<AccountId, string>();
  for (const account of accounts) {
    const field = differenceOf(account, heads.get(account.id) ?? []);
    if (field !== undefined) {
      damaged.set(account.id, `account ${account.id} and its rows differ in ${field}; check and rebuild tell more`);
    }
  }
  return damaged;
}

/** The first thing in which an account differs from its last row; none when all is well. */
function differenceOf(account: Account, rows: readonly Head[]): string | undefined {
  const row = rows.find(({ sequence }) => sequence === account.sequence);
  const isFirst = account.sequence === 0;
  if (rows.length > (isFirst ? 0 : 1) || (!isFirst && !row)) return 'their number';
  const { postedAt = 0, hash = genesisHash(account.member, account.currency) } = row ?? {};
  if (account.lastHash !== hash) return 'the hash';
  if (account.lastPostedAt !== postedAt) return 'the instant of the last one';
  return undefined;
}
