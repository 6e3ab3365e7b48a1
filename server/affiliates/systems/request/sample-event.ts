import type { Milliseconds } from '../../../kernel';
import type { StoredEvent } from '../../record/event-store';
import type { AffiliateSystem } from '../system-store';

/** Stands in where a system has no event yet: nothing of it was recorded. */
export const SAMPLE_ID = '01SAMPLE000000000000000000';

const PAYLOAD = { amount: '25.50', currency: 'EUR', click: 'sample-click' };

/** An event as it might be, for a dry run or a test of a system that has none. */
export function sampleEvent(system: AffiliateSystem, now: Milliseconds): StoredEvent {
  const type = system.settings.types?.[0] ?? 'deposit';
  const nothing = { member: null, causeEntry: null, causePayout: null, corrects: null, actor: null };
  const idle = { lane: null, dueAt: null, claim: null, claimedAt: null, askedBy: null, sentAt: null };
  const ids = { id: SAMPLE_ID, system: system.id };
  return {
    event: {
      ...{ ...ids, ...nothing, createdAt: now, key: '', kind: 'sample', subject: 'sample-user' },
      ...{ externalId: 'sample-1', userId: 'sample-user', transactionId: 'sample-transaction' },
      ...{ accountId: 'sample-account', actionId: 'sample-action', clickId: 'sample-click', tid: 'sample-tid' },
      ...{ payload: JSON.stringify(PAYLOAD), requestBody: null },
    },
    delivery: {
      ...{ ...ids, ...idle, createdAt: now, type, status: 'pending', pid: 'sample-pid', linkVersion: 0 },
      ...{ currency: PAYLOAD.currency, amount: PAYLOAD.amount, units: null, amountInText: null },
      ...{ attempts: 0, round: 0, error: null, url: null },
    },
    system,
    link: {
      ...{ id: 0, link: '', hash: '', affiliate: 'sample-partner', externalId: 'sample-link' },
      ...{
        pid: 'sample-pid',
        stag: 'sample-stag',
        payload: JSON.stringify({ pid: 'sample-pid', stag: 'sample-stag' }),
      },
    },
  };
}
