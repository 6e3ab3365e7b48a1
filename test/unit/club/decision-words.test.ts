/** E6, A11: what was decided on an event, in words. */
import { createIntl } from 'react-intl';

import { decisionWords } from '../../../admin/pages/club/detail/decision-words';
import { LANGUAGES } from '../../../admin/translations';
import { missionWords } from '../../../admin/ui/mission/words';
import type { ClubEventPageDto, MissionDecisionDto, PayoutDto } from '../../../server/contract';

async function wordsIn(locale: string) {
  const intl = createIntl({ locale, messages: await LANGUAGES[locale]!() });
  const translate = (key: string, values?: object) => intl.formatMessage({ id: key }, values as never);
  const nameOf = (code: string) => (code === 'points' ? 'Points' : code);
  const { comparison } = missionWords({ translate, locale, currencyName: nameOf, poolName: nameOf });
  return decisionWords({
    ...{ translate, locale, comparison, figure: (decimal: string) => decimal },
    what: ({ amount, badge }) => (badge === null ? `${amount ?? 'no amount'} Points` : `the badge ${badge}`),
    why: ({ reason }) => reason,
  });
}

const MISSION = { id: 'm', code: 'readers', name: 'Spring readers' };
const CONDITIONS = {
  all: [
    { fact: 'payload.amount', op: 'gte', value: '10' },
    { none: [{ fact: 'member.tier', op: 'eq', value: 'gold' }] },
  ],
};
const DECISION: MissionDecisionDto = {
  ...{ mission: 'm', version: 2, outcome: 'fulfilled', leaves: [], progress: null, payouts: [] },
};
const EVENT: ClubEventPageDto = {
  ...{ id: 'e', source: 'site', externalId: 'x', type: 'article.read', member: 'p', memberName: 'Ada' },
  ...{ occurredAt: '2026-11-28T12:00:00.000Z', receivedAt: '2026-11-28T12:00:00.000Z' },
  ...{ status: 'processed', reason: null, error: null, payload: '{}', enteredBy: null, payouts: [] },
  missions: [{ ...MISSION, version: 2, definition: { trigger: 'article.read', conditions: CONDITIONS, rewards: [] } }],
  decision: null,
};

const decided = (
  change: Partial<MissionDecisionDto>,
  payouts: readonly Partial<PayoutDto>[] = [],
): ClubEventPageDto => ({
  ...EVENT,
  decision: {
    ...{ decidedAt: EVENT.receivedAt, missions: [{ ...DECISION, ...change }] },
    member: {
      ...{ level: null, tier: null, multiplier: '1', badges: [], balances: {}, lifetime: {} },
      memberSince: EVENT.receivedAt,
    },
  },
  payouts: payouts.map((payout) => ({
    ...{ id: 'y', event: 'e', member: 'p', mission: MISSION, version: 2, reward: 0, externalId: 'k' },
    ...{ currency: 'points', amount: '10.00', badge: null, pool: null, status: 'paid', reason: null, details: {} },
    ...{ entry: null, createdAt: EVENT.receivedAt, paidAt: null },
    ...payout,
  })),
});

const PROGRESS = { kind: 'count' as const, period: '2026-W48', before: '1', after: '2', target: '3' };
const MISSING = { outcome: 'missing' as const, value: null };

describe('the sentence of a decision', () => {
  it.each<[string, ClubEventPageDto]>([
    ['‘Spring readers’ paid 10.00 Points.', decided({}, [{}])],
    ['‘Spring readers’ paid the badge reader.', decided({}, [{ badge: 'reader' }])],
    ['‘Spring readers’ owes 10.00 Points: POOL_EMPTY.', decided({}, [{ status: 'pending', reason: 'POOL_EMPTY' }])],
    [
      '‘Spring readers’ could not pay 10.00 Points: CAP_REACHED.',
      decided({}, [{ status: 'failed', reason: 'CAP_REACHED' }]),
    ],
    ['‘Spring readers’ was fulfilled, but its reward comes to nothing.', decided({})],
    [
      '‘Spring readers’ is not reached yet: 2 of 3 events (2026-W48).',
      decided({ outcome: 'progress', progress: PROGRESS }),
    ],
    ['‘Spring readers’ has been fulfilled as often as it can be.', decided({ outcome: 'frequency' })],
    ['‘Spring readers’ was not valid when this happened.', decided({ outcome: 'not-valid' })],
    [
      '‘Spring readers’ did not pay: “payload.amount is at least 10” was wanted, but 9 was found.',
      decided({ outcome: 'conditions', leaves: [{ outcome: 'failed', value: '9' }, MISSING] }),
    ],
    [
      '‘Spring readers’ did not pay: “payload.amount is at least 10” was wanted, but payload.amount was not there and ' +
        '“member.tier is ‘gold’” must not hold, but does.',
      decided({ outcome: 'conditions', leaves: [MISSING, { outcome: 'held', value: 'gold' }] }),
    ],
    ['It waits to be decided.', EVENT],
    ['It could not be decided: broken', { ...EVENT, status: 'error', error: 'broken' }],
    ['Held: it came later than events of its source may.', { ...EVENT, status: 'held', reason: 'TOO_LATE' }],
  ])('is: %s', async (sentence, event) => {
    expect((await wordsIn('en')).event(event)).toBe(sentence);
  });

  it('says that nothing looked at it', async () => {
    const { event } = await wordsIn('en');
    const told = decided({});
    expect(event({ ...told, decision: { ...told.decision!, missions: [] } })).toBe(
      'No mission in force looks at events of the type ‘article.read’.',
    );
  });

  it('is German where the page is', async () => {
    const { event } = await wordsIn('de');
    expect(event(decided({}, [{}]))).toBe('„Spring readers“ hat 10.00 Points gezahlt.');
  });
});
