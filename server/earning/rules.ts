import type { MemberId, Metadata } from '../contract';
import { floorShareIn, type Milliseconds, minor, type MinorUnits, ZERO } from '../kernel';
import { type OrderValue, orderValueText, parseOrderValue } from './order-value';

/** An order whose input was checked and whose member is known. */
export interface Order {
  /** Unique for ever within the source: the grant's idempotency key. */
  readonly key: string;
  readonly member: MemberId;
  readonly value: OrderValue;
  readonly orderedAt: Milliseconds;
  /** How a person recognises the order: `order A-1001`. */
  readonly name: string;
  /** Kept with the grant as the event that produced it. */
  readonly eventId: string;
  /** Where it stood in the history, for the report. */
  readonly line: number;
}

/** What is in force while a wave of orders is decided. */
export interface EarningTerms {
  readonly currency: string;
  readonly scale: number;
  readonly rate: string;
  /** The currency whose lifetime earnings decide the tier; null: there are no tiers. */
  readonly tierCurrency: string | null;
  /** The tier that so much lifetime earned reaches; null: none. */
  tierAt(lifetimeEarned: MinorUnits): string | null;
  /** A tier's multiplier, as a decimal string. */
  multiplierOf(tier: string | null): string;
}

/** What is on record when a wave is decided. */
export interface EarningRecord {
  /** Orders that were granted before, by key. */
  readonly granted: ReadonlyMap<string, GrantOnRecord>;
  /** Keys of orders that earned nothing when they came in with this value. */
  readonly skipped: ReadonlySet<string>;
  /** Lifetime earned in the currency that drives the tiers; absent: nothing. */
  readonly lifetimeEarned: ReadonlyMap<MemberId, MinorUnits>;
}

export type Step =
  | {
      readonly kind: 'grant';
      readonly order: Order;
      readonly earned: MinorUnits;
      readonly tier: string | null;
      readonly multiplier: string;
    }
  | { readonly kind: 'replay'; readonly order: Order; readonly before: GrantOnRecord }
  /** `isNew`: not on record yet, and worth recording because a higher tier would make it earn something. */
  | { readonly kind: 'skip'; readonly order: Order; readonly isNew: boolean };

export interface Wave {
  readonly steps: readonly Step[];
  /** Orders that depend on what comes of the steps. Fewer than were given, unless none were. */
  readonly later: readonly Order[];
}

/**
 * D8. What an order earns: floor(value × rate × multiplier), in minor units of the earned currency.
 *
 * @param scale decimals of the earned currency
 */
export const earnedFor = (value: OrderValue, rate: string, multiplier: string, scale: number): MinorUnits =>
  floorShareIn(value.units, { from: value.decimals, to: scale }, rate, multiplier);

/** The grant that an order got, in as far as it has to be told again. */
export interface GrantOnRecord {
  readonly member: MemberId;
  readonly amount: MinorUnits;
  readonly orderedAt: Milliseconds;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly metadata: Metadata | null;
}

/** What the rows of the ledger say brought them about. */
export const EARNING_RULE = 'earning.order';
export const REFUND_RULE = 'earning.refund';

/** The terms on which an order has earned, as its grant tells them. */
export interface TermsOfGrant {
  readonly value: OrderValue;
  readonly rate: string;
  readonly multiplier: string;
}

/** @returns null for a grant that no order earned, whatever its key */
export function termsOfGrant({ rule, metadata }: Pick<GrantOnRecord, 'rule' | 'metadata'>): TermsOfGrant | null {
  const { order, rate, multiplier } = metadata ?? {};
  if (rule !== EARNING_RULE || typeof order !== 'string') return null;
  if (typeof rate !== 'string' || typeof multiplier !== 'string') return null;
  return { value: parseOrderValue(order), rate, multiplier };
}

/** L8. The first field in which an order differs from the one that was granted under its key; null: none. */
export function differingField(order: Order, before: GrantOnRecord): string | null {
  if (order.member !== before.member) return 'member';
  if (orderValueText(order.value) !== before.metadata?.order) return 'amount';
  return order.orderedAt === before.orderedAt ? null : 'orderedAt';
}

/**
 * Decides as many of the orders as can be decided now, as if they came one after the other.
 *
 * An order that lifts its member into another tier is the member's last one of the wave: those behind it wait for what
 * the ledger says about it. Up to there the tier is the same whether or not each grant is accepted, so a wave gives
 * exactly what one-by-one gives (test/db/earning.test.ts).
 */
export function planWave(orders: readonly Order[], terms: EarningTerms, record: EarningRecord): Wave {
  const steps: Step[] = [];
  const later: Order[] = [];
  const lifetime = new Map(record.lifetimeEarned);
  const waiting = new Set<MemberId>();
  const taken = new Set<string>();
  for (const order of orders) {
    if (waiting.has(order.member) || taken.has(order.key)) {
      later.push(order);
      continue;
    }
    taken.add(order.key);
    const before = record.granted.get(order.key);
    if (before !== undefined) {
      steps.push({ kind: 'replay', order, before });
      continue;
    }
    const reached = lifetime.get(order.member) ?? ZERO;
    const tier = terms.tierAt(reached);
    const multiplier = terms.multiplierOf(tier);
    const earned = earnedFor(order.value, terms.rate, multiplier, terms.scale);
    const isOnRecord = record.skipped.has(order.key);
    if (earned === ZERO || isOnRecord) {
      steps.push({ kind: 'skip', order, isNew: !isOnRecord && order.value.units !== ZERO });
      continue;
    }
    steps.push({ kind: 'grant', order, earned, tier, multiplier });
    if (terms.tierCurrency !== terms.currency) continue;
    const next = minor(reached + earned);
    lifetime.set(order.member, next);
    if (terms.tierAt(next) !== tier) waiting.add(order.member);
  }
  return { steps, later };
}
