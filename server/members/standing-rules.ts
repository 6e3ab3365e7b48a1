import { Decimal } from 'decimal.js';
import type { MinorUnits } from '../kernel';
import { minor, ZERO } from '../kernel';
import type { Standing } from '../ledger';

/** Decimals wide enough for any threshold at any scale. */
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** A level or a tier, reached from a threshold in minor units on. */
export interface Rung {
  readonly code: string;
  readonly threshold: MinorUnits;
}

/** The rungs that one currency drives, lowest first. */
export interface Ladder<R extends Rung = Rung> {
  readonly currency: string;
  readonly scale: number;
  readonly rungs: readonly R[];
}

/** L26. What levels and tiers follow; null when no currency drives them. */
export interface StandingRules<L extends Rung = Rung, T extends Rung = Rung> {
  readonly levels: Ladder<L> | null;
  readonly tiers: Ladder<T> | null;
}

/**
 * A threshold in minor units, rounded up where the currency is coarser than it: 1,000.50 is reached at 1,001 whole points.
 *
 * @param threshold a decimal string in major units, not negative
 */
export function thresholdIn(scale: number, threshold: string): MinorUnits {
  return minor(BigInt(new Exact(threshold).times(new Exact(10).pow(scale)).ceil().toFixed(0)));
}

/** Puts levels or tiers into the scale and the order in which a currency climbs them. */
export function ladder<C extends { readonly code: string; readonly threshold: string }>(
  driver: { readonly code: string; readonly scale: number } | undefined,
  contents: readonly C[],
): Ladder<Omit<C, 'threshold'> & Rung> | null {
  if (!driver) return null;
  const rungs = contents.map((content) => ({ ...content, threshold: thresholdIn(driver.scale, content.threshold) }));
  // Two thresholds can fall together in a coarser currency: the code decides, everywhere alike.
  rungs.sort((a, b) => {
    if (a.threshold !== b.threshold) return a.threshold < b.threshold ? -1 : 1;
    return a.code < b.code ? -1 : 1;
  });
  return { currency: driver.code, scale: driver.scale, rungs };
}

/** The highest rung whose threshold is reached. */
export function rungAt<R extends Rung>(rungs: readonly R[], figure: MinorUnits): R | null {
  return rungs.findLast(({ threshold }) => threshold <= figure) ?? null;
}

/** The rung of whoever has no account in the currency that drives it. */
export const unearnedRung = ({ rungs }: Ladder): string | null => rungAt(rungs, ZERO)?.code ?? null;

/**
 * L26, D7. The level follows the balance of the currency that drives levels, the tier the lifetime earned of the one that
 * drives tiers.
 */
export function standing(
  rules: StandingRules,
  currency: string,
  figures: { readonly balance: MinorUnits; readonly lifetimeEarned: MinorUnits },
): Standing {
  const at = (of: Ladder | null, figure: MinorUnits) =>
    of?.currency === currency ? (rungAt(of.rungs, figure)?.code ?? null) : null;
  return { level: at(rules.levels, figures.balance), tier: at(rules.tiers, figures.lifetimeEarned) };
}

export interface Progress<R extends Rung> {
  readonly current: R | null;
  readonly next: R | null;
  /** What is left to the next rung; zero at the top. */
  readonly remaining: MinorUnits;
  /** Whole per cent of the way, rounded down; 100 at the top. */
  readonly percent: number;
}

/** D7. How far it is from this tier to the next. */
export function tierProgress<R extends Rung>(tiers: Ladder<R>, lifetimeEarned: MinorUnits): Progress<R> {
  const current = rungAt(tiers.rungs, lifetimeEarned);
  const next = tiers.rungs.find(({ threshold }) => threshold > lifetimeEarned) ?? null;
  if (!next) return { current, next, remaining: ZERO, percent: 100 };
  const from = current?.threshold ?? 0n;
  const gone = lifetimeEarned > from ? lifetimeEarned - from : 0n;
  return {
    current,
    next,
    remaining: minor(next.threshold - lifetimeEarned),
    percent: Number((gone * 100n) / (next.threshold - from)),
  };
}
