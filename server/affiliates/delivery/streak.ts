import type { Milliseconds } from '../../kernel';
import type { SystemState } from './delivery-store';
import type { Tried } from './settle';

/** F7. Different events that fail one after the other, over how long, before their system is switched off. */
export const STREAK = { events: 10, lasts: (72 * 60 * 60 * 1_000) as Milliseconds } as const;

/** How a system stands by what came of its events. */
export type Streak = Pick<SystemState, 'isOn' | 'offSince' | 'offBy' | 'offWhy' | 'failingSince' | 'failingEvents'>;

/**
 * F7. How a system stands after some tries, in their order. A success ends a row of failures; an event counts once in it, when it
 * fails first.
 */
export function streakAfter(before: SystemState, tried: readonly Tried[]): Streak {
  const { isOn, offSince, offBy, offWhy, failingSince, failingEvents } = before;
  return tried.reduce<Streak>(oneMore, { isOn, offSince, offBy, offWhy, failingSince, failingEvents });
}

function oneMore(streak: Streak, { claimed, verdict, endedAt }: Tried): Streak {
  if (verdict.outcome === 'interrupted') return streak;
  if (verdict.outcome === 'success') return { ...streak, failingSince: null, failingEvents: 0 };
  const failingSince = streak.failingSince ?? endedAt;
  const isNew = claimed.round === 0 || streak.failingEvents === 0;
  const failing = { ...streak, failingSince, failingEvents: streak.failingEvents + (isNew ? 1 : 0) };
  if (!streak.isOn) return failing;
  if (verdict.isGone) return off(failing, endedAt, 'The system answered 410: it is gone.');
  const isLong = endedAt - failingSince >= STREAK.lasts && failing.failingEvents >= STREAK.events;
  return isLong
    ? off(
        failing,
        endedAt,
        `${failing.failingEvents} events have failed one after the other since ${new Date(failingSince).toISOString()}.`,
      )
    : failing;
}

const off = (streak: Streak, now: Milliseconds, why: string): Streak => ({
  ...streak,
  isOn: false,
  offSince: now,
  offBy: null,
  offWhy: why,
});
