import type { MissionGoal, PeriodOrAll, ProgressDto } from '../../contract';
import { plainOfUnits, unitsAt } from '../../kernel/floor-product';
import { type JsonValue, valueAt } from '../../kernel/exact-json';
import { plainDecimal } from '../../kernel/plain-decimal';
import type { MissionVersion } from '../missions/version';
import type { DecidedEvent } from './event';
import { periodOf } from './periods';
import { streakWith } from './streak';
import type { Tallies, TallyKey } from './tallies';

/** Decimals in which a sum of a path is counted; a value that is finer, or has more digits than that, adds nothing. */
const SUM_DECIMALS = 12;
const LONGEST_SUMMAND = 40;

/** E12. What a matching event does for what a mission wants to come together. */
export interface Step {
  /** Null where the mission wants nothing but the event. */
  readonly progress: ProgressDto | null;
  readonly isReached: boolean;
}

const perOf = ({ says }: MissionVersion): PeriodOrAll => says.goal?.per ?? 'all';

/** Counts events that matched; null where nothing is to come together. */
export function matchedKey(version: MissionVersion, event: DecidedEvent): TallyKey | null {
  const { goal, frequency, timeZone } = version.says;
  if (goal === null && frequency.kind !== 'nth') return null;
  const per = perOf(version);
  const period = periodOf(event.occurredAt, per, timeZone);
  const of = goal?.kind === 'sum' ? JSON.stringify(['sum', per, goal.path]) : per;
  return { kind: 'matched', mission: version.mission.id, scope: 'member', subject: event.member, of, period };
}

/** E12. Counts a matching event, and says whether that was the one that was wanted. */
export function stepOf(version: MissionVersion, event: DecidedEvent, tallies: Tallies): Step {
  const key = matchedKey(version, event);
  if (key === null) return { progress: null, isReached: true };
  const { goal, frequency } = version.says;
  const before = tallies.get(key);
  if (goal === null) {
    const n = frequency.kind === 'nth' ? frequency.n : 1;
    tallies.add(key, 1);
    const [within, after] = [before.count % n, (before.count % n) + 1];
    return { progress: told('nth', key, within, after, n), isReached: after === n };
  }
  if (goal.kind === 'streak') return streakStep(goal, key, event, tallies);
  if (goal.kind === 'count') {
    tallies.add(key, 1);
    const [from, to] = [before.count, before.count + 1];
    return { progress: told('count', key, from, to, goal.target), isReached: from < goal.target && to >= goal.target };
  }
  const added = summandOf(valueAt(event.payload, goal.path));
  tallies.add(key, 1, added);
  const target = unitsAt(goal.target, SUM_DECIMALS) ?? 0n;
  const after = before.units + added;
  const sum = (units: bigint) => plainOfUnits(units, SUM_DECIMALS);
  return {
    progress: told('sum', key, sum(before.units), sum(after), goal.target),
    isReached: before.units < target && after >= target,
  };
}

function streakStep(
  { target, per }: Extract<MissionGoal, { kind: 'streak' }>,
  key: TallyKey,
  event: DecidedEvent,
  tallies: Tallies,
): Step {
  const periods = tallies.periodsOf(key.mission, event.member, per);
  const isNew = !periods.has(key.period.ordinal);
  const streak = streakWith(periods, key.period.ordinal, target);
  tallies.add(key, 1);
  periods.add(key.period.ordinal);
  const within = ((streak.length - 1) % target) + 1;
  const progress = told('streak', key, isNew ? within - 1 : within, within, target);
  return { progress, isReached: isNew && streak.isWhole };
}

function summandOf(value: JsonValue | undefined): bigint {
  const decimal = plainDecimal(value);
  return decimal === null || decimal.length > LONGEST_SUMMAND ? 0n : (unitsAt(decimal, SUM_DECIMALS) ?? 0n);
}

const told = (
  kind: ProgressDto['kind'],
  { period }: TallyKey,
  ...[before, after, target]: readonly (string | number)[]
): ProgressDto => ({
  ...{ kind, period: period.key },
  ...{ before: String(before), after: String(after), target: String(target) },
});
