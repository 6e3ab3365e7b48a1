import type { Dialect } from '../../kernel';
import { type Account, genesisHash, TABLES } from '../../ledger';
import type { Pass, Within } from './check-pass';
import type { Drift } from './check-store';

const { entries, accounts } = TABLES;

/** Whether two texts differ, byte for byte: MySQL's collations fold case and trailing blanks. */
const textsDiffer = (dialect: Dialect, one: string, other: string): string =>
  dialect === 'mysql' ? `BINARY ${one} <> BINARY ${other}` : `${one} <> ${other}`;

/**
 * What an account knows of its newest row, and whose it is. Every posting goes on from there: a falsified instant would make
 * lots expire early, a falsified hash would break the chain for good (L5, L6). One look at an index an account.
 */
export const headPass = ({ on }: Within, dialect: Dialect): Pass => {
  const text = (field: string, row: string, account: string) => ({
    ...({ kind: 'sequence', field, expected: row, actual: account } as const),
    differs: textsDiffer(dialect, account, row),
  });
  return {
    from: `${accounts} a JOIN ${entries} e ON e.account_id = a.id AND e.sequence = a.sequence`,
    accountId: 'a.id',
    subject: null,
    where: on('a.id'),
    comparisons: [
      { kind: 'sequence', field: 'lastPostedAt', expected: 'e.posted_at', actual: 'a.last_posted_at' },
      text('hash', 'e.hash', 'a.last_hash'),
      text('member', 'e.member', 'a.member'),
      text('currency', 'e.currency', 'a.currency'),
    ],
  };
};

/** As `headPass`, for an account that says it has no row yet: where its chain starts no database can tell. */
export function emptyHeadDrifts(read: readonly Account[]): Drift[] {
  return read.flatMap(({ id, member, currency, sequence, lastPostedAt, lastHash }) => {
    const drift = (field: string, expected: string, actual: string): Drift[] =>
      expected === actual
        ? []
        : [{ kind: 'sequence', accountId: id, subject: null, field, expected, actual, isMoney: false }];
    if (sequence !== 0) return [];
    return [
      ...drift('lastPostedAt', '0', String(lastPostedAt)),
      ...drift('hash', genesisHash(member, currency), lastHash),
    ];
  });
}
