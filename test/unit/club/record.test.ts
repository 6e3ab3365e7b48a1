/** E6: a decision on record says what was decided. */
import { MISSION_OUTCOMES, type MissionDecisionDto } from '../../../server/contract';
import { decisionOf, missionOnRecord } from '../../../server/club/decide/record';

const FACTS = {
  ...{ level: null, tier: 'gold', multiplier: '1.5', badges: ['reader'], balances: { points: '1' }, lifetime: {} },
  memberSince: '2026-01-01T00:00:00.000Z',
};
const LEAVES = [
  { outcome: 'held' as const, value: '12.50' },
  { outcome: 'failed' as const, value: '' },
  { outcome: 'incomparable' as const, value: '"h"' },
  { outcome: 'missing' as const, value: null },
];
const PROGRESS = { kind: 'count' as const, period: '2026-W48', before: '1', after: '2', target: '3' };
const PAYOUT = {
  ...{ reward: 0, status: 'paid' as const, reason: null, amount: '1', untrimmed: '2', poolBefore: null },
  caps: [{ cap: 0, period: 'all', used: '9', limit: '10' }],
};

describe('E6 decisions on record', () => {
  it.each(MISSION_OUTCOMES)('give back what was decided: %s', (outcome) => {
    for (const more of [{}, { progress: PROGRESS }, { payouts: [PAYOUT] }, { progress: PROGRESS, payouts: [PAYOUT] }]) {
      const told: MissionDecisionDto = {
        ...{ mission: 'm', version: 3, outcome, leaves: LEAVES, progress: null, payouts: [] },
        ...more,
      };
      const decision = { decidedAt: '2026-11-28T12:00:00.000Z', member: FACTS, missions: [told] };
      const stored = { ...decision, missions: [missionOnRecord(7, told)] };
      const read = JSON.parse(JSON.stringify(stored)) as typeof stored;
      expect(decisionOf(read, (row) => ({ mission: row === 7 ? 'm' : '?', number: 3 }))).toEqual(decision);
    }
  });
});
