import type { CapSeenDto, MissionCap } from '../../contract';
import { formatAmount, least, minor, type MinorUnits, parseAmount, ZERO } from '../../kernel';
import { writeJson, valueAt } from '../../kernel/exact-json';
import type { MissionVersion } from '../missions/version';
import type { DecidedEvent } from './event';
import { periodOf } from './periods';
import { type Claim, type Tallies, type TallyKey, textOfKey } from './tallies';

/** E13. A cap as it holds for an event. */
export interface HeldCap {
  /** Which of the mission's caps. */
  readonly place: number;
  readonly cap: MissionCap;
  readonly key: TallyKey;
}

/**
 * E13. The caps that hold for an event. One for an identifier that the payload does not have holds for all events without it
 * together, so that leaving it out is no way around the cap.
 */
export const capsOf = (version: MissionVersion, event: DecidedEvent): readonly HeldCap[] =>
  version.says.caps.map((cap, place) => ({
    place,
    cap,
    key: {
      ...{ kind: 'cap', mission: version.mission.id, scope: cap.scope, subject: subjectOf(cap, event) },
      of: JSON.stringify([cap.per, cap.path ?? null, cap.amount?.currency ?? null]),
      period: periodOf(event.occurredAt, cap.per, version.says.timeZone),
    },
  }));

function subjectOf({ scope, path }: MissionCap, event: DecidedEvent): string {
  if (scope === 'member') return event.member;
  if (scope === 'mission') return '';
  // As JSON, by which a text is told from a number, and from nothing at all.
  return writeJson(valueAt(event.payload, path ?? '') ?? null);
}

/** Caps that differ in nothing but their limit are counted by one tally, which counts what they have in common once. */
const onceEach = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(claims.map((claim) => [textOfKey(claim.key), claim])).values(),
];

/** E13. Whether a mission may be fulfilled once more; the cap that says no, else what that takes from the caps. */
export function countAllowed(
  caps: readonly HeldCap[],
  tallies: Tallies,
): { readonly claims: readonly Claim[]; readonly reached: CapSeenDto | null } {
  const claims: Claim[] = [];
  for (const { place, cap, key } of caps) {
    if (cap.count === undefined) continue;
    const { count } = tallies.get(key);
    if (count >= cap.count) {
      const reached = { cap: place, period: key.period.key, used: String(count), limit: String(cap.count) };
      return { claims: [], reached };
    }
    claims.push({ key, count: 1, units: ZERO });
  }
  return { claims: onceEach(claims), reached: null };
}

/** E13. How much of an amount the caps leave. */
export interface Capped {
  /** Zero: nothing. */
  readonly amount: MinorUnits;
  readonly seen: readonly CapSeenDto[];
  /** The one that leaves nothing, or too little for what is not trimmed. */
  readonly reached: CapSeenDto | null;
  /** What the amount takes from them. */
  readonly claims: readonly Claim[];
}

/** @param wanted in minor units of the currency */
export function amountAllowed(
  caps: readonly HeldCap[],
  { currency, scale }: { readonly currency: string; readonly scale: number },
  wanted: MinorUnits,
  tallies: Tallies,
): Capped {
  const held = caps.filter(({ cap }) => cap.amount?.currency === currency);
  const looked = held.map(({ place, cap, key }) => {
    const limit = parseAmount(cap.amount?.limit, scale, 'limit');
    const used = tallies.get(key).units;
    const left = minor(limit > used ? limit - used : 0n);
    const one: CapSeenDto = {
      ...{ cap: place, period: key.period.key },
      ...{ used: formatAmount(used, scale), limit: formatAmount(limit, scale) },
    };
    return { one, left, isReached: left < wanted && (cap.trim !== true || left === ZERO) };
  });
  const seen = looked.map(({ one }) => one);
  const reached = looked.find(({ isReached }) => isReached)?.one ?? null;
  if (reached) return { amount: ZERO, seen, reached, claims: [] };
  const amount = looked.reduce((lowest, { left }) => least(lowest, left), wanted);
  const claims = held.map(({ key }) => ({ key, count: 0, units: amount }));
  return { amount, seen, reached, claims: onceEach(claims) };
}
