/** F2: which status an event may have after another one, and which of them somebody can act on. */
import { canBeActedOn } from '../../../server/affiliates/acts/rules';
import { mayBecome, requireMove } from '../../../server/affiliates/delivery/moves';
import { AFFILIATE_EVENT_STATUSES, type AffiliateEventStatus } from '../../../server/contract';

/** All that is allowed; every other pair is refused. */
const ALLOWED: readonly (readonly [AffiliateEventStatus, AffiliateEventStatus])[] = [
  ['pending', 'processing'],
  ['pending', 'cancelled'],
  ['processing', 'success'],
  ['processing', 'retried'],
  ['processing', 'failed'],
  // Claimed anew when the process that had claimed it is gone; given back when it was never begun.
  ['processing', 'processing'],
  ['processing', 'pending'],
  ['retried', 'processing'],
  ['retried', 'pending'],
  ['retried', 'cancelled'],
  ['failed', 'pending'],
  ['failed', 'cancelled'],
];
const PAIRS = AFFILIATE_EVENT_STATUSES.flatMap((from) => AFFILIATE_EVENT_STATUSES.map((to) => [from, to] as const));
const isAllowed = (from: AffiliateEventStatus, to: AffiliateEventStatus): boolean =>
  ALLOWED.some(([before, after]) => before === from && after === to);

describe('F2 the moves of an event', () => {
  it.each(PAIRS)('%s to %s', (from, to) => {
    expect(mayBecome(from, to)).toBe(isAllowed(from, to));
    const move = () => requireMove(from, to);
    if (isAllowed(from, to)) expect(move).not.toThrow();
    else expect(move).toThrow(`went from ${from} to ${to}`);
  });

  it.each(AFFILIATE_EVENT_STATUSES)(
    'F12 somebody can have it sent anew or call it off where it waits or failed: %s',
    (status) => {
      expect([canBeActedOn(status, 'retry'), canBeActedOn(status, 'cancel')]).toEqual([
        ['retried', 'failed'].includes(status),
        ['pending', 'retried', 'failed'].includes(status),
      ]);
    },
  );
});
