/** A plain model of the rewards club, written from E1 to E16 without a look at how the plugin does it. */
import Decimal from 'decimal.js';

import type { MissionCap, MissionDefinition } from '../../../server/contract';
import { localOf, periodOf } from './calendar';

/** What a sequence is about: two currencies, a tier and a badge. */
export interface World {
  readonly points: string;
  readonly coins: string;
  readonly tier: { readonly threshold: string; readonly multiplier: string };
}

/** The conditions that the model knows. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] }
  | { readonly fact: string; readonly op: 'gte' | 'lt' | 'contains'; readonly value: string };

export interface ModelEvent {
  readonly externalId: string;
  readonly type: string;
  readonly who: number;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly payload: Readonly<Record<string, string>>;
  status: string;
  reason: string | null;
  readonly payouts: ModelPayout[];
}

export interface ModelPayout {
  readonly externalId: string;
  readonly mission: string;
  readonly version: number;
  readonly reward: number;
  readonly who: number;
  readonly currency: string | null;
  status: 'paid' | 'pending' | 'failed';
  reason: string | null;
  readonly amount: Decimal | null;
}

interface Act {
  readonly from: number;
  readonly isActive: boolean;
  readonly version: number;
  readonly definition: MissionDefinition;
}

interface Pool {
  funded: Decimal;
  paid: Decimal;
  waiting: ModelPayout[];
}

export interface Person {
  isKnown: boolean;
  readonly lifetime: Map<string, Decimal>;
  readonly badges: Set<string>;
}

const HORIZON = 30 * 86_400_000;
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/;
const ZERO = new Decimal(0);

export class ClubModel {
  readonly people: Person[] = [];
  readonly events = new Map<string, ModelEvent>();
  readonly pools = new Map<string, Pool>();
  /** By code, in the order of the codes. */
  readonly missions = new Map<string, Act[]>();
  /** Counts and sums by all that they are of. */
  private readonly tallies = new Map<string, Decimal>();
  /** Periods in which something counted, by mission and person. */
  private readonly streaks = new Map<string, Set<number>>();

  constructor(private readonly world: World) {}

  act(code: string, act: Act): void {
    this.missions.set(code, [...(this.missions.get(code) ?? []), act]);
  }

  /** E1, E4, E8. */
  record(event: Omit<ModelEvent, 'status' | 'reason' | 'payouts'>): void {
    const stored: ModelEvent = { ...event, status: 'received', reason: null, payouts: [] };
    this.events.set(event.externalId, stored);
    this.takeUp(stored);
  }

  appear(who: number): void {
    this.people[who]!.isKnown = true;
    for (const event of this.events.values()) if (event.who === who && event.status === 'held') this.takeUp(event);
  }

  private takeUp(event: ModelEvent): void {
    if (event.receivedAt - event.occurredAt > HORIZON) [event.status, event.reason] = ['held', 'TOO_LATE'];
    else if (!this.people[event.who]!.isKnown) [event.status, event.reason] = ['held', 'MEMBER_UNKNOWN'];
    else this.decide(event);
  }

  /** E7. */
  private standing(event: ModelEvent): string {
    const has = (status: string) => event.payouts.some((payout) => payout.status === status);
    if (event.payouts.length === 0) return 'processed';
    return has('failed') ? 'failed' : has('pending') ? 'pending' : 'paid';
  }

  private decide(event: ModelEvent): void {
    const person = this.people[event.who]!;
    // As of the decision: what this event pays does not change what its other missions see.
    const lifetime = new Map(person.lifetime);
    const facts: Person = { isKnown: true, lifetime, badges: new Set(person.badges) };
    for (const [code, acts] of this.missions) {
      const act = acts.findLast(({ from }) => from <= event.occurredAt);
      if (act?.isActive && act.definition.trigger === event.type && this.isFulfilled(code, act, event, facts)) {
        event.payouts.push(...this.reward(code, act, event, facts));
      }
    }
    for (const payout of event.payouts) if (payout.status === 'paid') this.give(payout);
    [event.status, event.reason] = [this.standing(event), null];
  }

  private give(payout: ModelPayout): void {
    const { lifetime } = this.people[payout.who]!;
    if (payout.currency) {
      lifetime.set(payout.currency, (lifetime.get(payout.currency) ?? ZERO).add(payout.amount!));
    }
  }

  /** E10. */
  private holds(condition: Condition, event: ModelEvent, facts: Person, zone: string): boolean {
    const holds = (one: Condition) => this.holds(one, event, facts, zone);
    if ('all' in condition) return condition.all.every(holds);
    if ('any' in condition) return condition.any.some(holds);
    if ('none' in condition) return !condition.none.some(holds);
    const { fact, op, value } = condition;
    if (op === 'contains') return facts.badges.has(value);
    const left = fact.startsWith('payload.')
      ? this.amountAt(event, fact.slice('payload.'.length))
      : fact === 'hour'
        ? new Decimal(localOf(event.occurredAt, zone).hour)
        : (facts.lifetime.get(fact.slice('member.lifetime.'.length)) ?? ZERO);
    if (!left) return false;
    return op === 'gte' ? left.gte(value) : left.lt(value);
  }

  /** E2. */
  private amountAt(event: ModelEvent, path: string): Decimal | null {
    const value = event.payload[path];
    return value !== undefined && PLAIN.test(value) ? new Decimal(value) : null;
  }

  private add(key: string, by: Decimal.Value): Decimal {
    const after = (this.tallies.get(key) ?? ZERO).add(by);
    this.tallies.set(key, after);
    return after;
  }

  /** E9, E10, E12. */
  private isFulfilled(code: string, { definition }: Act, event: ModelEvent, facts: Person): boolean {
    const { frequency, goal, validUntil, conditions, timeZone: zone = 'UTC' } = definition;
    if (validUntil && event.occurredAt >= Date.parse(validUntil)) return false;
    if (conditions && !this.holds(conditions as Condition, event, facts, zone)) return false;
    const key = (kind: string, period: number) => [kind, code, event.who, period].join();
    if (frequency?.kind === 'once') {
      return this.add(key('once', periodOf(event.occurredAt, frequency.per, zone)), 1).eq(1);
    }
    if (frequency?.kind === 'nth') return this.add(key('nth', 0), 1).mod(frequency.n).isZero();
    if (!goal) return true;
    const period = periodOf(event.occurredAt, goal.per, zone);
    if (goal.kind === 'streak') return this.isRunFull(key('streak', 0), period, goal.target);
    const by = goal.kind === 'count' ? new Decimal(1) : (this.amountAt(event, goal.path) ?? ZERO);
    const after = this.add(key('goal', period), by);
    return after.gte(goal.target) && after.sub(by).lt(goal.target);
  }

  /** Whether this period makes one more full run of so many. */
  private isRunFull(key: string, period: number, target: number): boolean {
    const seen = this.streaks.get(key) ?? new Set<number>();
    this.streaks.set(key, seen);
    if (seen.has(period)) return false;
    let [before, after] = [0, 0];
    while (seen.has(period - before - 1)) before += 1;
    while (seen.has(period + after + 1)) after += 1;
    seen.add(period);
    const runs = (length: number) => Math.floor(length / target);
    return runs(before + 1 + after) > runs(before) + runs(after);
  }

  /** E13. Where a cap is counted for an event. */
  private capKey(code: string, cap: MissionCap, at: number, event: ModelEvent, zone: string): string {
    const scopes = { member: String(event.who), mission: '', identifier: event.payload[cap.path ?? ''] ?? '<missing>' };
    return ['cap', code, at, scopes[cap.scope], periodOf(event.occurredAt, cap.per, zone)].join();
  }

  /** E11, E13, E14. */
  private reward(code: string, { definition, version }: Act, event: ModelEvent, facts: Person): ModelPayout[] {
    const { caps = [], rewards, timeZone: zone = 'UTC' } = definition;
    const keys = caps.map((cap, i) => this.capKey(code, cap, i, event, zone));
    const used = (key: string) => this.tallies.get(key) ?? ZERO;
    const isFull = caps.some(({ count }, i) => count !== undefined && used(`${keys[i]},count`).gte(count));
    const payouts: ModelPayout[] = [];
    for (const [reward, says] of rewards.entries()) {
      const currency = says.kind === 'badge' ? null : says.currency;
      const wanted = says.kind === 'badge' ? null : this.worth(says, event, facts);
      if (wanted && wanted !== 'invalid' && wanted.lte(0)) continue;
      const make = (status: ModelPayout['status'], reason: string | null, amount: Decimal | null) => {
        const externalId = `shop/${event.externalId}/${code}/${reward}`;
        const payout = { externalId, mission: code, version, reward, who: event.who, currency, status, reason, amount };
        payouts.push(payout);
        return payout;
      };
      if (wanted === 'invalid') {
        make('failed', 'AMOUNT_INVALID', null);
        continue;
      }
      let amount = wanted;
      for (const [i, cap] of caps.entries()) {
        if (!amount || cap.amount?.currency !== currency) continue;
        const left = Decimal.max(0, new Decimal(cap.amount.limit).sub(used(`${keys[i]},amount`)));
        if (left.lt(wanted!)) amount = cap.trim ? Decimal.min(amount, left) : ZERO;
      }
      if (isFull || amount?.isZero()) {
        make('failed', 'CAP_REACHED', null);
        continue;
      }
      const isFirst = payouts.every(({ status }) => status === 'failed');
      for (const [i, cap] of caps.entries()) {
        if (cap.count !== undefined && isFirst) this.add(`${keys[i]},count`, 1);
        if (amount && cap.amount?.currency === currency) this.add(`${keys[i]},amount`, amount);
      }
      const pool = currency === this.world.points && definition.pool ? this.pools.get(definition.pool)! : null;
      if (says.kind === 'badge') this.people[event.who]!.badges.add(says.badge);
      if (!pool || (pool.waiting.length === 0 && pool.funded.sub(pool.paid).gte(amount!))) {
        make('paid', null, amount);
        if (pool) pool.paid = pool.paid.add(amount!);
      } else pool.waiting.push(make('pending', 'POOL_EMPTY', amount));
    }
    return payouts;
  }

  private worth(
    says: Exclude<MissionDefinition['rewards'][number], { kind: 'badge' }>,
    event: ModelEvent,
    facts: Person,
  ): Decimal | 'invalid' {
    if (says.kind === 'amount') return new Decimal(says.amount);
    const value = this.amountAt(event, says.path);
    if (!value) return 'invalid';
    const { points, tier } = this.world;
    const isInTier = (facts.lifetime.get(points) ?? ZERO).gte(tier.threshold);
    const factor = says.useMultiplier && isInTier ? tier.multiplier : 1;
    return value
      .mul(says.rate)
      .mul(factor)
      .toDecimalPlaces(says.currency === points ? 2 : 0, Decimal.ROUND_FLOOR);
  }

  /** E14. @returns whether there was as much */
  move(code: string, amount: Decimal): boolean {
    const pool = this.pools.get(code)!;
    if (pool.funded.add(amount).lt(pool.paid)) return false;
    pool.funded = pool.funded.add(amount);
    while (pool.waiting[0] && pool.funded.sub(pool.paid).gte(pool.waiting[0].amount!)) {
      const payout = pool.waiting.shift()!;
      [payout.status, payout.reason] = ['paid', null];
      pool.paid = pool.paid.add(payout.amount!);
      this.give(payout);
    }
    for (const event of this.events.values()) {
      if (event.payouts.length > 0) event.status = this.standing(event);
    }
    return true;
  }

  /** E13. The highest that any cap has come to, by mission, cap, count or amount. */
  capsUsed(): { mission: string; cap: number; unit: 'count' | 'amount'; used: Decimal }[] {
    return [...this.tallies]
      .filter(([key]) => key.startsWith('cap,'))
      .map(([key, used]) => {
        const parts = key.split(',');
        return { mission: parts[1]!, cap: Number(parts[2]), unit: parts.at(-1) as 'count' | 'amount', used };
      });
  }
}
