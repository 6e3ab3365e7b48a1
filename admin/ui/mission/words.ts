import type { PrimitiveType } from 'react-intl';

import type { MissionCap, MissionDefinition, MissionGoal, MissionReward } from '../../../server/contract';
import type { MessageKey } from '../../translate';
import { formatDecimal } from '../decimal';
import { type ConditionLeaf, type ConditionTree, type LeafValue, readConditions } from './conditions';
import { dayBefore, dayIn, isStartOfDay, isZone } from './zone';

/** What the words of a mission are made from. */
export interface WordSource {
  readonly translate: (key: MessageKey, values?: Record<string, PrimitiveType>) => string;
  readonly locale: string;
  /** What is shown of a currency, and of a pool, by their codes. */
  readonly currencyName: (code: string) => string;
  readonly poolName: (code: string) => string;
}

/** What a mission says, in words: each of its parts, and all of it in one sentence. */
export interface MissionWords {
  /** One comparison of its conditions. */
  comparison(leaf: ConditionLeaf): string;
  /** Null: every event of its type counts. */
  conditions(definition: MissionDefinition): string | null;
  reward(reward: MissionReward): string;
  frequency(definition: MissionDefinition): string;
  goal(goal: MissionGoal): string;
  cap(cap: MissionCap): string;
  /** From when until when it is valid; empty: always. */
  validity(definition: MissionDefinition): readonly string[];
  sentence(definition: MissionDefinition): string;
}

/** E9 to E13. The words of missions in a language. */
export function missionWords({ translate, locale, currencyName, poolName }: WordSource): MissionWords {
  // What is still being typed is shown as it is.
  const figure = (decimal: string) =>
    DECIMAL.test(decimal) ? formatDecimal(decimal, locale, 'negative') : decimal || '…';
  const inPayload = (path: string) => `payload.${path}`;
  const listed = (type: 'conjunction' | 'disjunction', parts: readonly string[]) =>
    new Intl.ListFormat(locale, { type }).format(parts);
  const amountOf = (amount: string, currency: string) =>
    translate('missions.amount', { amount: figure(amount), currency: currencyName(currency) });

  const value = (one: LeafValue): string => {
    if (typeof one === 'boolean') return String(one);
    return DECIMAL.test(one) ? figure(one) : translate('missions.quoted', { text: one });
  };
  const leaf = ({ fact, op, values }: ConditionLeaf): string => {
    const [from = '', to = ''] = values.map(value);
    return translate(`missions.op.${op}`, { fact, from, to, value: listed('disjunction', values.map(value)) });
  };
  const tree = (condition: ConditionTree, above: 'all' | 'any'): string => {
    if (!('group' in condition)) return leaf(condition);
    const { group, parts } = condition;
    const [only] = parts;
    if (group === 'none') {
      const text = joined(parts, 'any');
      return translate('missions.none-of', { conditions: parts.length > 1 ? `(${text})` : text });
    }
    if (only !== undefined && parts.length === 1) return tree(only, above);
    const text = joined(parts, group);
    return group === above ? text : `(${text})`;
  };
  const joined = (parts: readonly ConditionTree[], group: 'all' | 'any'): string =>
    parts
      .map((part) => tree(part, group))
      .reduceRight((rest, first) =>
        group === 'all' ? translate('missions.and', { first, rest }) : translate('missions.or', { first, rest }),
      );

  const words: Omit<MissionWords, 'sentence'> = {
    comparison: leaf,

    conditions({ conditions }) {
      if (conditions === undefined) return null;
      const read = readConditions(conditions);
      return read === null ? translate('missions.conditions.unknown') : tree(read, 'all');
    },

    reward(reward) {
      if (reward.kind === 'badge') return translate('missions.reward.badge', { badge: reward.badge });
      if (reward.kind === 'amount') return amountOf(reward.amount, reward.currency);
      const parts = {
        ...{ rate: figure(reward.rate), path: inPayload(reward.path), currency: currencyName(reward.currency) },
      };
      return reward.useMultiplier
        ? translate('missions.reward.share-of-tier', parts)
        : translate('missions.reward.share', parts);
    },

    frequency({ frequency }) {
      if (frequency?.kind === 'once') {
        const { per } = frequency;
        return translate(`missions.once.${per}`);
      }
      if (frequency?.kind === 'nth') return translate('missions.nth', { n: frequency.n });
      return translate('missions.each-time');
    },

    goal(goal) {
      if (goal.kind === 'streak') {
        const { per, target } = goal;
        return translate(`missions.streak.${per}`, { target });
      }
      const { per } = goal;
      const within = translate(`missions.within.${per}`);
      return goal.kind === 'count'
        ? translate('missions.goal.count', { target: goal.target, within })
        : translate('missions.goal.sum', { target: figure(goal.target), path: inPayload(goal.path), within });
    },

    cap({ scope, per, path = '', amount, count = 0, trim = false }) {
      const limit = amount ? amountOf(amount.limit, amount.currency) : translate('missions.times', { count });
      const within = translate(`missions.per.${per}`);
      const text =
        scope === 'member'
          ? translate(`missions.cap.member.${per}`, { limit })
          : scope === 'identifier'
            ? translate('missions.cap.identifier', { limit, within, path: inPayload(path) })
            : translate('missions.cap.mission', { limit, within });
      return trim ? translate('missions.cap.trimmed', { cap: text }) : text;
    },

    validity({ validFrom, validUntil, timeZone: zone = 'UTC' }) {
      const timeZone = isZone(zone) ? zone : 'UTC';
      const moment = (instant: string) => new Date(instant).toISOString().replace('.000Z', 'Z');
      return [
        ...(validFrom === undefined
          ? []
          : [
              translate('missions.from', {
                from: isStartOfDay(validFrom, timeZone) ? dayIn(validFrom, timeZone) : moment(validFrom),
              }),
            ]),
        ...(validUntil === undefined
          ? []
          : isStartOfDay(validUntil, timeZone)
            ? [translate('missions.until', { until: dayBefore(dayIn(validUntil, timeZone)) })]
            : [translate('missions.until-before', { until: moment(validUntil) })]),
      ];
    },
  };

  return {
    ...words,
    sentence(definition) {
      const { trigger, rewards, goal, caps = [], pool, timeZone = 'UTC' } = definition;
      const conditions = words.conditions(definition);
      const isOften = definition.frequency !== undefined && definition.frequency.kind !== 'each-time';
      const parts = [
        rewards.length === 0 ? translate('missions.no-reward') : listed('conjunction', rewards.map(words.reward)),
        ...(goal ? [words.goal(goal)] : []),
        ...(isOften || !goal ? [words.frequency(definition)] : []),
        ...caps.map(words.cap),
        ...(pool === undefined ? [] : [translate('missions.from-pool', { pool: poolName(pool) })]),
        ...words.validity(definition),
        ...(timeZone === 'UTC' ? [] : [translate('missions.in-zone', { zone: timeZone })]),
      ].join(', ');
      return conditions === null
        ? translate('missions.sentence', { trigger, parts })
        : translate('missions.sentence.if', { trigger, conditions, parts });
    },
  };
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
