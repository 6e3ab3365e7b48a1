/** F7: when a system is switched off by what came of its events. */
import type { Claimed } from '../../../server/affiliates/delivery/claim';
import type { SystemState } from '../../../server/affiliates/delivery/delivery-store';
import type { Tried } from '../../../server/affiliates/delivery/settle';
import { STREAK, streakAfter } from '../../../server/affiliates/delivery/streak';
import type { Verdict } from '../../../server/affiliates/delivery/verdict';

const HOUR = 60 * 60 * 1_000;
const START = Date.UTC(2026, 0, 1);
const ON: SystemState = {
  ...{ id: 1, system: 's', isOn: true, offSince: null, offBy: null, offWhy: null },
  ...{ failingSince: null, failingEvents: 0, busyUntil: 0 },
};

/** A try of an event, so many hours after the start. @param round tries before it */
const tried = (outcome: Verdict['outcome'], hours: number, round = 0, isGone = false): Tried => ({
  claimed: { round } as Claimed,
  verdict: { outcome, isGone } as Verdict,
  endedAt: START + hours * HOUR,
  ...{ method: 'POST', url: '' },
});
const failures = (howMany: number, from: number, to: number): Tried[] =>
  Array.from({ length: howMany }, (_, i) => tried('failed', from + ((to - from) * i) / Math.max(1, howMany - 1)));

describe('F7 a system', () => {
  it('is switched off when ten events have failed one after the other over 72 hours', () => {
    const after = streakAfter(ON, failures(STREAK.events, 0, 72));
    expect(after).toMatchObject({ isOn: false, offSince: START + 72 * HOUR, offBy: null });
    expect(after.offWhy).toMatch(/^10 events have failed one after the other since 2026-01-01T00:00:00\.000Z/);
  });

  it.each<[string, Tried[]]>([
    ['nine events over 72 hours', failures(STREAK.events - 1, 0, 72)],
    ['ten events over a minute less', failures(STREAK.events, 0, 72 - 1 / 60)],
    ['ten tries of one event', Array.from({ length: 10 }, (_, i) => tried('retry', i * 10, i))],
    ['a success among them', [...failures(9, 0, 71), tried('success', 71.5), ...failures(9, 71.6, 73)]],
    ['tries that were broken off', Array.from({ length: 20 }, (_, i) => tried('interrupted', i * 10))],
  ])('stays on after %s', (_, tries) => {
    expect(streakAfter(ON, tries).isOn).toBe(true);
  });

  it('goes on counting where the turn before has ended', () => {
    const half = streakAfter(ON, failures(5, 0, 30));
    expect(half).toMatchObject({ isOn: true, failingSince: START, failingEvents: 5 });
    expect(streakAfter({ ...ON, ...half }, failures(5, 40, 80)).isOn).toBe(false);
  });

  it('counts nothing any more after a success', () => {
    const half = streakAfter(ON, [...failures(9, 0, 71), tried('success', 72)]);
    expect(half).toMatchObject({ failingSince: null, failingEvents: 0 });
  });

  it('is switched off at once when it says that it is gone', () => {
    const after = streakAfter(ON, [tried('failed', 1, 0, true)]);
    expect(after).toMatchObject({ isOn: false, offWhy: 'The system answered 410: it is gone.' });
  });

  it('that is off keeps the reason that it has', () => {
    const off = { ...ON, isOn: false, offSince: START, offWhy: 'By hand' };
    expect(streakAfter(off, [tried('failed', 1, 0, true), ...failures(20, 1, 100)])).toMatchObject({
      offWhy: 'By hand',
    });
  });
});
