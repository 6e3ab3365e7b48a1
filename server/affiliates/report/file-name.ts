import { compactInstant, type Milliseconds } from '../../kernel';
import type { Selection } from './selection';

/** What may stand in a file's name everywhere. */
const plain = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-');

/**
 * Says what is in a file of events and when it was made: `affiliate-events_success_2026-11-21_2026-11-28_20261128T101500Z.csv`.
 *
 * @param system its code, where only its events are in the file
 */
export function exportFileName(
  { type, status, partner, startDate, endDate }: Selection,
  system: string | undefined,
  now: Milliseconds,
): string {
  const parts = [
    'affiliate-events',
    system && plain(system),
    type && plain(type),
    status && plain(status),
    // Who that is, a file's name must not give away.
    partner && 'partner',
    ...[startDate, endDate, compactInstant(now)],
  ];
  return `${parts.filter(Boolean).join('_')}.csv`;
}
