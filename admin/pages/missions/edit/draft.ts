import type {
  MissionCap,
  MissionDefinition,
  MissionDto,
  MissionGoal,
  MissionReward,
  Period,
  PeriodOrAll,
} from '../../../../server/contract';
import { readPositiveAmount } from '../../../ui/amount';
import { asTyped } from '../../../ui/decimal';
import { dayAfter, dayBefore, dayIn, isStartOfDay, isZone, startOfDay } from '../../../ui/mission/zone';
import { type ConditionDraft, conditionDraftOf, conditionsOf, NO_CONDITIONS } from './condition-draft';

export interface RewardDraft {
  readonly kind: MissionReward['kind'];
  readonly currency: string;
  readonly amount: string;
  readonly path: string;
  readonly rate: string;
  readonly useMultiplier: boolean;
  readonly badge: string;
}

export interface CapDraft {
  readonly scope: MissionCap['scope'];
  readonly path: string;
  readonly per: PeriodOrAll;
  readonly by: 'amount' | 'count';
  readonly currency: string;
  readonly limit: string;
  readonly count: string;
  readonly trim: boolean;
}

/** What stands in the form: figures as they are typed, days by the mission's own calendar. */
export interface MissionDraft extends ConditionDraft {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly trigger: string;
  readonly rewards: readonly RewardDraft[];
  readonly frequency: 'each-time' | 'once' | 'nth';
  readonly per: PeriodOrAll;
  readonly n: string;
  readonly goal: 'none' | MissionGoal['kind'];
  readonly goalPer: PeriodOrAll;
  readonly target: string;
  readonly goalPath: string;
  readonly caps: readonly CapDraft[];
  readonly pool: string;
  readonly fromDay: string;
  /** The last day. */
  readonly untilDay: string;
  readonly timeZone: string;
  /** The instants that it had, which stay as exact as they are where their days do. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** How figures are typed and read. */
export interface FigureReader {
  readonly locale: string;
  readonly scaleOf: (currency: string) => number | undefined;
}

/** Decimals of a rate, and of a sum to be reached. */
export const RATE_SCALE = 12;

export const NEW_REWARD: RewardDraft = {
  ...{ kind: 'amount', currency: '', amount: '', path: '', rate: '', useMultiplier: false, badge: '' },
};
export const NEW_CAP: CapDraft = {
  ...{ scope: 'member', path: '', per: 'month', by: 'amount', currency: '', limit: '', count: '', trim: false },
};

export const EMPTY: MissionDraft = {
  ...{ code: '', name: '', description: '', trigger: '', ...NO_CONDITIONS },
  ...{ rewards: [NEW_REWARD], frequency: 'each-time', per: 'day', n: '' },
  ...{ goal: 'none', goalPer: 'month', target: '', goalPath: '', caps: [], pool: '' },
  ...{ fromDay: '', untilDay: '', timeZone: 'UTC', validFrom: '', validUntil: '' },
};

export function draftOf({ code, name, description, definition }: MissionDto, locale: string): MissionDraft {
  const { trigger, rewards, frequency, goal, caps = [], pool = '', timeZone = 'UTC' } = definition;
  const { validFrom = '', validUntil = '' } = definition;
  const typed = (decimal: string) => asTyped(decimal, locale);
  return {
    ...{ ...EMPTY, code, name, description: description ?? '', trigger, pool, timeZone, validFrom, validUntil },
    ...conditionDraftOf(definition.conditions),
    rewards: rewards.map((reward) => ({
      ...{ ...NEW_REWARD, ...reward },
      ...(reward.kind === 'amount' && { amount: typed(reward.amount) }),
      ...(reward.kind === 'share' && { rate: typed(reward.rate) }),
    })),
    frequency: frequency?.kind ?? 'each-time',
    ...(frequency?.kind === 'once' && { per: frequency.per }),
    ...(frequency?.kind === 'nth' && { n: String(frequency.n) }),
    ...(goal && { goal: goal.kind, goalPer: goal.per, target: typed(String(goal.target)) }),
    ...(goal?.kind === 'sum' && { goalPath: goal.path }),
    caps: caps.map(({ scope, path = '', per, amount, count, trim = false }) => ({
      ...{ scope, path, per, trim, by: amount ? ('amount' as const) : ('count' as const) },
      ...{ currency: amount?.currency ?? '', limit: amount ? typed(amount.limit) : '' },
      count: count === undefined ? '' : String(count),
    })),
    fromDay: validFrom === '' ? '' : dayIn(validFrom, timeZone),
    untilDay: validUntil === '' ? '' : lastDay(validUntil, timeZone),
  };
}

const lastDay = (until: string, timeZone: string): string => {
  const day = dayIn(until, timeZone);
  return isStartOfDay(until, timeZone) ? dayBefore(day) : day;
};

/** The mission as it is to be. What cannot be read is sent as it is typed, for the server to refuse it. */
export function definitionOf(draft: MissionDraft, { locale, scaleOf }: FigureReader): MissionDefinition {
  const figure = (typed: string, scale: number | undefined) =>
    readPositiveAmount(typed, scale, locale).amount ?? typed.trim();
  const timeZone = draft.timeZone.trim();
  const conditions = conditionsOf(draft);
  const { fromDay, untilDay, pool } = draft;
  const goal = goalOf(draft, (typed) => figure(typed, RATE_SCALE));
  return {
    trigger: draft.trigger.trim(),
    ...(conditions !== undefined && { conditions }),
    rewards: draft.rewards.map((reward): MissionReward => {
      const { kind, currency } = reward;
      if (kind === 'badge') return { kind, badge: reward.badge.trim() };
      if (kind === 'amount') return { kind, currency, amount: figure(reward.amount, scaleOf(currency)) };
      const rate = figure(reward.rate, RATE_SCALE);
      return { kind, currency, path: reward.path.trim(), rate, useMultiplier: reward.useMultiplier };
    }),
    ...(draft.frequency === 'once' && { frequency: { kind: 'once', per: draft.per } }),
    ...(draft.frequency === 'nth' && { frequency: { kind: 'nth', n: countIn(draft.n) } }),
    ...(goal && { goal }),
    ...(draft.caps.length > 0 && {
      caps: draft.caps.map(({ scope, path, per, by, currency, limit, count, trim }): MissionCap => ({
        ...{ scope, per },
        ...(scope === 'identifier' && { path: path.trim() }),
        ...(by === 'amount'
          ? { amount: { currency, limit: figure(limit, scaleOf(currency)) }, ...(trim && { trim }) }
          : { count: countIn(count) }),
      })),
    }),
    ...(pool !== '' && { pool }),
    ...(fromDay !== '' && { validFrom: instantOf(draft, fromDay, 'validFrom') }),
    ...(untilDay !== '' && { validUntil: instantOf(draft, untilDay, 'validUntil') }),
    ...(timeZone !== '' && timeZone !== 'UTC' && { timeZone }),
  };
}

function goalOf(draft: MissionDraft, figure: (typed: string) => string): MissionGoal | undefined {
  const { goal: kind, goalPer: per, target, goalPath } = draft;
  if (kind === 'none') return undefined;
  if (kind === 'sum') return { kind, target: figure(target), path: goalPath.trim(), per };
  if (kind === 'count') return { kind, target: countIn(target), per };
  // The server says that a streak has a period.
  return { kind, target: countIn(target), per: per as Period };
}

/** The first instant of a day, or of the one after the last; the one that it had, where that lies on this day. */
function instantOf(draft: MissionDraft, day: string, field: 'validFrom' | 'validUntil'): string {
  const { [field]: exact } = draft;
  const zone = isZone(draft.timeZone.trim()) ? draft.timeZone.trim() : 'UTC';
  const isUntil = field === 'validUntil';
  if (exact !== '' && (isUntil ? lastDay(exact, zone) : dayIn(exact, zone)) === day) return exact;
  return startOfDay(isUntil ? dayAfter(day) : day, zone);
}

/** A whole number; what is none is zero, which the server refuses at its field. */
const countIn = (typed: string): number => (/^\d{1,7}$/.test(typed.trim()) ? Number(typed) : 0);
