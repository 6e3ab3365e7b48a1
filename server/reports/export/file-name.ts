import { compactInstant, type Milliseconds } from '../../kernel';
import type { LedgerRequest } from '../entries';

/** What may stand in a file's name everywhere. */
const plain = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-');

/** Says what is in a file of the ledger and when it was made: `ledger_grants_points_20261121T101500Z.csv`. */
export function exportFileName(
  { segment, currency, member, search, from, to }: LedgerRequest,
  now: Milliseconds,
): string {
  const parts = [
    'ledger',
    segment,
    currency && plain(currency),
    member && `member-${plain(member)}`,
    // What was searched for may be a name or an address, which a file's name must not give away.
    search && 'search',
    from !== undefined && `from-${compactInstant(from)}`,
    to !== undefined && `to-${compactInstant(to)}`,
    compactInstant(now),
  ];
  return `${parts.filter(Boolean).join('_')}.csv`;
}
