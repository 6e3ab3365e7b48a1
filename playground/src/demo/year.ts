import { DAY, DAYS, type Deed, type Happening, HOUR, MEMBERS, QUIET_DAYS, QUIET_MEMBERS } from './plan';
import {
  ADJUSTMENT_REASONS,
  CREDITS,
  POINT_RULES,
  POINTS,
  PROMOTIONS,
  REPUTATION,
  REPUTATION_RULES,
  REWARDS,
  STAFF,
} from './programme';
import { createRandom, type Random } from './random';

const SEED = 20_260_120;
/** Moments of a day at which something happens. What happens at one moment is posted together. */
const MOMENTS_A_DAY = 6;
/** The expiry run stops so many days before the end, so that the demo has something overdue to show. */
const UNSWEPT_DAYS = 5;

/** What is known for sure to be spendable, in whole units of the currency; a lower bound, so that no spend is refused. */
type Purse = Record<typeof POINTS | typeof CREDITS, number>;

/** An open hold, or a row that can still be reversed. */
interface Open {
  readonly key: string;
  readonly member: number;
  readonly at: number;
  readonly amount: number;
  readonly orderId: string;
}

/** Makes up the year. Always the same. */
export function planYear(): Happening[] {
  return new Year(createRandom(SEED)).plan();
}

class Year {
  private readonly happenings: Happening[] = [];
  private readonly purses: Purse[] = Array.from({ length: MEMBERS }, () => ({ points: 0, credits: 0 }));
  private holds: Open[] = [];
  private readonly orders: Open[] = [];
  private readonly redemptions: Open[] = [];
  private counter = 0;

  constructor(private readonly random: Random) {}

  plan(): Happening[] {
    this.openingBalances();
    for (let day = 0; day < DAYS; day += 1) {
      if (day < DAYS - UNSWEPT_DAYS) this.add(day * DAY + 2 * HOUR, -1, { do: 'sweep' });
      for (let moment = 0; moment < MOMENTS_A_DAY; moment += 1) {
        const from = day * DAY + 3 * HOUR + moment * 3 * HOUR;
        this.moment(from + this.random.between(0, 150) * 60_000, day);
      }
    }
    this.quietMembers();
    return this.happenings.sort((a, b) => a.at - b.at || a.key.localeCompare(b.key));
  }

  /** Everybody comes over from a former programme; some of them with a lot. */
  private openingBalances(): void {
    for (let member = 0; member < MEMBERS; member += 1) {
      const at = HOUR + member * 1_000;
      const eventId = `migration-${member + 1}`;
      const points = this.random.between(2, 40) * 10;
      this.gain(at, member, POINTS, points, { reason: 'Balance of the former programme', rule: 'migration', eventId });
      if (!this.random.chance(0.45)) continue;
      const credits = this.random.chance(0.06) ? this.random.between(3_500, 11_500) : this.random.between(5, 980);
      this.gain(at, member, CREDITS, credits, {
        reason: 'Balance of the former programme',
        rule: 'migration',
        eventId,
      });
    }
  }

  private moment(at: number, day: number): void {
    this.closeHolds(at);
    const busy = 1 + Math.sin((day / 7) * 2 * Math.PI) * 0.2;
    for (let i = this.random.between(2, Math.round(4 * busy)); i > 0; i -= 1) this.contribution(at, day);
    for (let i = this.random.between(1, 3); i > 0; i -= 1) this.answer(at, day);
    if (this.random.chance(0.62)) this.promotion(at, day);
    for (let i = this.random.between(0, 3); i > 0; i -= 1) this.order(at, day);
    if (this.random.chance(0.75)) this.checkout(at, day);
    if (this.random.chance(0.5)) this.redemption(at, day);
    if (this.random.chance(0.08)) this.reversal(at, day);
    if (this.random.chance(0.08)) this.adjustment(at, day);
  }

  private contribution(at: number, day: number): void {
    const { rule, reason, event, amounts } = this.weighted(POINT_RULES);
    const eventId = this.nextId(event);
    this.gain(at, this.member(day), POINTS, this.random.pick(amounts), { reason, rule, eventId });
  }

  private answer(at: number, day: number): void {
    const { rule, reason, event, amounts } = this.weighted(REPUTATION_RULES);
    const amount = String(this.random.pick(amounts));
    const eventId = this.nextId(event);
    this.add(at, this.member(day), { do: 'grant', currency: REPUTATION, amount, reason, rule, eventId });
  }

  /** Points that do not last: they are not counted as spendable. */
  private promotion(at: number, day: number): void {
    const reason = this.random.pick(PROMOTIONS);
    this.add(at, this.member(day), {
      do: 'grant',
      currency: POINTS,
      amount: String(this.random.between(1, 10) * 20),
      reason,
      rule: 'promotion',
      eventId: this.nextId('promo'),
      expiresAt: at + this.random.between(20, 75) * DAY,
    });
  }

  private order(at: number, day: number): void {
    const member = this.member(day);
    const orderId = this.nextId('SO');
    const whole = this.random.chance(0.05) ? this.random.between(900, 6_000) : this.random.between(8, 320);
    const amount = `${whole}.${String(this.random.between(0, 99)).padStart(2, '0')}`;
    const key = this.add(at, member, { do: 'order', orderId, amount });
    // Five per cent, rounded down to whole units: what the best tier adds is left out.
    const earned = Math.floor(whole * 0.05);
    this.purses[member].credits += earned;
    if (earned > 0) this.orders.push({ key, member, at, amount: earned, orderId });
  }

  /** Store credit is held while the customer pays the rest. */
  private checkout(at: number, day: number): void {
    const member = this.member(day);
    const most = Math.floor(this.purses[member].credits * 0.6);
    if (most < 2) return;
    const amount = this.random.between(1, Math.min(most, 150));
    const orderId = this.nextId('SO');
    const forgotten = this.random.chance(0.06);
    const timeoutMs = forgotten ? this.random.between(1, 3) * DAY : 30 * DAY;
    const key = this.hold(at, member, amount, orderId, timeoutMs);
    this.purses[member].credits -= amount;
    if (!forgotten) this.holds.push({ key, member, at, amount, orderId });
  }

  /** Now and then somebody first wants to redeem more than they have, or than the order costs. */
  private hold(at: number, member: number, amount: number, orderId: string, timeoutMs: number): string {
    // Enough for what the best tier takes off. Made of the counter, so that the dice of the year fall as ever.
    const price = Math.ceil(amount * 1.25) + ((this.counter * 37) % 90);
    const order = { do: 'hold', orderId, timeoutMs } as const;
    const orderAmount = `${price}.${String((this.counter * 13) % 100).padStart(2, '0')}`;
    if (this.counter % 19 === 0) {
      const dear = { orderAmount: '90000.00', amount: '80000.00', refused: 'INSUFFICIENT_FUNDS' };
      this.add(at, member, { ...order, ...dear });
    } else if (this.counter % 23 === 0) {
      this.add(at, member, { ...order, orderAmount, amount: `${price + 10}.00`, refused: 'EXCEEDS_ORDER' });
    }
    return this.add(at, member, { ...order, orderAmount, amount: `${amount}.00` });
  }

  private closeHolds(at: number): void {
    const kept: Open[] = [];
    for (const hold of this.holds) {
      const age = at - hold.at;
      const isQuiet = this.isQuiet(hold.member, Math.floor(at / DAY));
      if (isQuiet || !this.random.chance(age > 2 * DAY ? 0.3 : 0.05)) kept.push(hold);
      else if (this.random.chance(0.15)) this.add(at, hold.member, { do: 'release', orderId: hold.orderId });
      else {
        const part = hold.amount > 4 && this.random.chance(0.15) ? { amount: `${Math.floor(hold.amount / 2)}.50` } : {};
        this.add(at, hold.member, { do: 'capture', orderId: hold.orderId, ...part });
      }
    }
    this.holds = kept;
  }

  private redemption(at: number, day: number): void {
    const member = this.member(day);
    const { reason, amount } = this.random.pick(REWARDS);
    if (this.purses[member].points < amount) return;
    this.purses[member].points -= amount;
    const eventId = this.nextId('redemption');
    const key = this.add(at, member, {
      do: 'deduct',
      currency: POINTS,
      amount: String(amount),
      reason,
      rule: 'redemption',
      eventId,
    });
    this.redemptions.push({ key, member, at, amount, orderId: eventId });
  }

  /** An order comes back, spent credit or not; or a reward was out of stock. */
  private reversal(at: number, day: number): void {
    const isReturn = this.random.chance(0.6);
    const candidates = isReturn ? this.orders : this.redemptions;
    const index = candidates.findIndex((open) => at - open.at < 30 * DAY && at > open.at + DAY);
    if (index < 0) return;
    const [open] = candidates.splice(index + this.random.between(0, Math.min(20, candidates.length - index - 1)), 1);
    if (at <= open.at || this.isQuiet(open.member, day)) return;
    const reason = isReturn ? `Order ${open.orderId} returned` : 'Reward out of stock, points given back';
    this.add(at, open.member, { do: 'reverse', of: open.key, reason });
    // Twice what was counted covers what a better tier had added.
    if (isReturn) this.purses[open.member].credits -= open.amount * 2 + 1;
  }

  private adjustment(at: number, day: number): void {
    const member = this.member(day);
    const by = this.random.between(0, STAFF.length - 1);
    const amount = this.random.between(1, 8) * 25;
    const isUp = this.random.chance(0.7) || this.purses[member].points < amount;
    const reason = this.random.pick(isUp ? ADJUSTMENT_REASONS.up : ADJUSTMENT_REASONS.down);
    this.purses[member].points += isUp ? amount : -amount;
    const signed = isUp ? String(amount) : `-${amount}`;
    this.add(at, member, { do: 'adjust', currency: POINTS, amount: signed, reason, by });
  }

  /** Nothing happens on these accounts in the last days, but something of theirs falls due. */
  private quietMembers(): void {
    for (let member = MEMBERS - QUIET_MEMBERS; member < MEMBERS; member += 1) {
      const at = (DAYS - QUIET_DAYS - 30) * DAY + member * 60_000;
      this.add(at, member, {
        do: 'grant',
        currency: POINTS,
        amount: String(this.random.between(2, 12) * 20),
        reason: 'Welcome back bonus',
        rule: 'promotion',
        eventId: this.nextId('promo'),
        expiresAt: (DAYS - UNSWEPT_DAYS) * DAY + this.random.between(4, (UNSWEPT_DAYS - 1) * 24) * HOUR,
      });
      if (member % 4 !== 0) continue;
      const credits = at + 20 * DAY;
      this.gain(credits, member, CREDITS, 20, {
        reason: 'Birthday bonus',
        rule: 'promotion',
        eventId: this.nextId('promo'),
      });
      const reserved = (DAYS - QUIET_DAYS - 1) * DAY + member * 60_000;
      this.hold(reserved, member, 10, this.nextId('SO'), 4 * DAY);
    }
  }

  private gain(
    at: number,
    member: number,
    currency: typeof POINTS | typeof CREDITS,
    amount: number,
    why: { reason: string; rule: string; eventId: string },
  ): void {
    this.purses[member][currency] += amount;
    const text = currency === CREDITS ? `${amount}.00` : String(amount);
    this.add(at, member, { do: 'grant', currency, amount: text, ...why });
  }

  private add(at: number, member: number, deed: Deed): string {
    this.counter += 1;
    const key = `demo-${String(this.counter).padStart(6, '0')}`;
    this.happenings.push({ at, key, member, deed });
    return key;
  }

  /** A few are there all the time, most now and then. */
  private member(day: number): number {
    const awake = day >= DAYS - QUIET_DAYS - 2 ? MEMBERS - QUIET_MEMBERS : MEMBERS;
    return Math.floor(this.random.fraction() ** 1.7 * awake);
  }

  private isQuiet(member: number, day: number): boolean {
    return member >= MEMBERS - QUIET_MEMBERS && day >= DAYS - QUIET_DAYS - 2;
  }

  private weighted<T extends { readonly weight: number }>(rules: readonly T[]): T {
    const all = rules.flatMap((rule) => new Array<T>(rule.weight).fill(rule));
    return this.random.pick(all);
  }

  private nextId(prefix: string): string {
    return `${prefix}-${10_000 + this.counter * 7}`;
  }
}
