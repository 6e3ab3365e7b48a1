import type { CapSeenDto, MemberFactsDto, MissionDecisionDto, MissionOutcome, PayoutReason } from '../../contract';
import { formatAmount, invariant, type Milliseconds, type MinorUnits } from '../../kernel';
import { evaluate, type Facts, type Verdict } from '../../kernel/conditions';
import type { MissionVersion } from '../missions/version';
import { amountAllowed, capsOf, countAllowed, type HeldCap } from './caps';
import type { DecidedEvent } from './event';
import { factsOf } from './facts';
import { periodOf } from './periods';
import type { PoolDraft } from './pool-draft';
import { type Step, stepOf } from './progress';
import { type Earned, earnedBy } from './reward';
import type { Claim, Tallies, TallyKey } from './tallies';

/** Whom an event is about. */
export interface DecidedMember {
  readonly facts: MemberFactsDto;
  /** L36. Nothing is paid to somebody of whom nothing personal is kept. */
  readonly isAnonymised: boolean;
}

/** What decisions are made by; tallies and pools go on from event to event. */
export interface DecisionTerms {
  readonly tallies: Tallies;
  pool(code: string): PoolDraft | undefined;
  /** Decimals of a currency. */
  scaleOf(currency: string): number;
  /** What came of conditions that ask for nothing but what the event says, where that was found out before. */
  verdict(version: MissionVersion): Verdict | undefined;
}

/** A payout that follows from an event. */
export interface Planned {
  readonly version: MissionVersion;
  /** Which of the mission's rewards. */
  readonly reward: number;
  readonly status: 'pending' | 'paid' | 'failed';
  readonly reason: PayoutReason | null;
  readonly details: Readonly<Record<string, string>>;
  readonly currency: string | null;
  readonly scale: number;
  readonly amount: MinorUnits | null;
  readonly badge: string | null;
  readonly pool: PoolDraft | null;
  /** What it takes from caps. */
  readonly claims: readonly Claim[];
}

export interface MissionDecision {
  readonly told: MissionDecisionDto;
  readonly planned: readonly Planned[];
}

/**
 * E6. Decides what a mission makes of an event, and counts what it takes: by pure comparison, with nothing read and nothing written.
 *
 * @param version in force when the event occurred (E8), and triggered by its type
 */
export function decideMission(
  version: MissionVersion,
  event: DecidedEvent,
  member: DecidedMember,
  terms: DecisionTerms,
): MissionDecision {
  const { says } = version;
  const { tallies } = terms;
  if (!isValidAt(version, event.occurredAt)) return undone(version, 'not-valid', null, null);
  const known = terms.verdict(version);
  const verdict = known ?? (says.conditions && evaluate(says.conditions, factsFor(version, event, member, tallies)));
  if (verdict?.held === false) return undone(version, 'conditions', verdict, null);
  const step = stepOf(version, event, tallies);
  if (!step.isReached) return undone(version, 'progress', verdict, step);
  const [ever, within] = fulfilledKeys(version, event);
  if (says.frequency.kind === 'once' && tallies.get(within).count > 0) {
    return undone(version, 'frequency', verdict, step);
  }
  tallies.add(ever, 1);
  if (within !== ever) tallies.add(within, 1);
  const { told } = undone(version, 'fulfilled', verdict, step);
  const rewarded = reward(version, event, member, terms);
  return { told: { ...told, payouts: rewarded.map(({ seen }) => seen) }, planned: rewarded.map(({ plan }) => plan) };
}

const isValidAt = ({ says: { validFrom, validUntil } }: MissionVersion, instant: Milliseconds): boolean =>
  (validFrom === null || instant >= validFrom) && (validUntil === null || instant < validUntil);

const factsFor = (version: MissionVersion, event: DecidedEvent, { facts }: DecidedMember, tallies: Tallies): Facts =>
  factsOf(event, {
    ...{ member: facts, timeZone: version.says.timeZone },
    fulfilled: () => tallies.get(fulfilledKeys(version, event)[0]).count,
  });

/** A decision without payouts. */
const undone = (
  { mission, number }: MissionVersion,
  outcome: MissionOutcome,
  verdict: Verdict | null,
  step: Step | null,
): MissionDecision => ({
  told: {
    ...{ mission: mission.id, version: number, outcome },
    ...{ leaves: verdict?.leaves ?? [], progress: step?.progress ?? null, payouts: [] },
  },
  planned: [],
});

/** Counts how often a member has fulfilled a mission: ever, and in the period that its frequency looks at. */
export function fulfilledKeys(
  version: MissionVersion,
  event: DecidedEvent,
): readonly [ever: TallyKey, within: TallyKey] {
  const { frequency, timeZone } = version.says;
  const key = {
    ...{ kind: 'fulfilled' as const, mission: version.mission.id, scope: 'member' as const, subject: event.member },
  };
  const ever = { ...key, of: 'all', period: periodOf(event.occurredAt, 'all', timeZone) };
  if (frequency.kind !== 'once' || frequency.per === 'all') return [ever, ever];
  return [ever, { ...key, of: frequency.per, period: periodOf(event.occurredAt, frequency.per, timeZone) }];
}

interface Rewarded {
  readonly plan: Planned;
  readonly seen: MissionDecisionDto['payouts'][number];
}

/** E11, E13, E14. The payouts of a mission that is fulfilled. */
function reward(
  version: MissionVersion,
  event: DecidedEvent,
  member: DecidedMember,
  terms: DecisionTerms,
): readonly Rewarded[] {
  const caps = capsOf(version, event);
  const times = countAllowed(caps, terms.tallies);
  // Told by the first payout that there is, so that it counts once however many rewards there are.
  let open = times.claims;
  return version.says.rewards.flatMap((one, place): Rewarded[] => {
    const earned: Earned | null = member.isAnonymised
      ? { kind: 'failed', reason: 'MEMBER_ANONYMISED', details: {} }
      : earnedBy(one, event, member.facts.multiplier, terms.scaleOf);
    if (earned === null) return [];
    const rewarded = payoutOf(version, place, earned, { caps, reached: times.reached, times: open }, terms);
    if (rewarded.plan.status !== 'failed') open = [];
    return [rewarded];
  });
}

interface Limits {
  readonly caps: readonly HeldCap[];
  /** The cap that lets the mission not be fulfilled again. */
  readonly reached: CapSeenDto | null;
  /** What being fulfilled takes from caps. */
  readonly times: readonly Claim[];
}

function payoutOf(
  version: MissionVersion,
  place: number,
  earned: Earned,
  { caps, reached, times }: Limits,
  { tallies, pool: poolOf }: DecisionTerms,
): Rewarded {
  const none = {
    ...{ version, reward: place, reason: null, details: {}, claims: [] },
    ...{ currency: null, scale: 0, amount: null, badge: null, pool: null },
  };
  const unseen = { reward: place, amount: null, untrimmed: null, caps: [], poolBefore: null };
  if (earned.kind === 'failed') {
    const { reason, details } = earned;
    return { plan: { ...none, status: 'failed', reason, details }, seen: { ...unseen, status: 'failed', reason } };
  }
  const isBadge = earned.kind === 'badge';
  const what = isBadge ? { ...none, badge: earned.badge } : { ...none, currency: earned.currency, scale: earned.scale };
  const untrimmed = isBadge ? null : formatAmount(earned.amount, earned.scale);
  if (reached)
    return failedByCap({ ...what, amount: isBadge ? null : earned.amount }, reached, {
      ...unseen,
      untrimmed,
      caps: [reached],
    });
  if (isBadge) {
    for (const claim of times) tallies.claim(claim);
    return {
      plan: { ...what, status: 'paid', claims: times },
      seen: { ...unseen, status: 'paid', reason: null },
    };
  }
  const capped = amountAllowed(caps, earned, earned.amount, tallies);
  if (capped.reached) {
    return failedByCap({ ...what, amount: earned.amount }, capped.reached, { ...unseen, untrimmed, caps: capped.seen });
  }
  const claims = [...times, ...capped.claims];
  for (const claim of claims) tallies.claim(claim);
  const pool = poolFor(version, earned.currency, poolOf);
  const poolBefore = pool && formatAmount(pool.available, earned.scale);
  const isPaid = pool === null || pool.take(capped.amount);
  const outcome = isPaid
    ? ({ status: 'paid', reason: null } as const)
    : ({ status: 'pending', reason: 'POOL_EMPTY' } as const);
  const details: Record<string, string> = isPaid ? {} : { pool: pool.code, available: poolBefore ?? '' };
  if (!isPaid) pool.waiting += 1;
  return {
    plan: { ...what, ...outcome, details, amount: capped.amount, pool, claims },
    seen: {
      ...{ reward: place, ...outcome, amount: formatAmount(capped.amount, earned.scale), untrimmed },
      ...{ caps: capped.seen, poolBefore },
    },
  };
}

/** E14. The pool that pays what is in its currency; null: nobody has to. */
function poolFor({ says }: MissionVersion, currency: string, poolOf: DecisionTerms['pool']): PoolDraft | null {
  if (says.pool === null) return null;
  const pool = poolOf(says.pool);
  invariant(pool !== undefined, `the pool "${says.pool}" of a mission is not there`);
  return pool.currency === currency ? pool : null;
}

function failedByCap(
  what: Omit<Planned, 'status' | 'reason' | 'details'>,
  { cap, limit, used, period }: CapSeenDto,
  seen: Omit<Rewarded['seen'], 'status' | 'reason'>,
): Rewarded {
  const outcome = { status: 'failed', reason: 'CAP_REACHED' } as const;
  return {
    plan: { ...what, ...outcome, details: { cap: String(cap + 1), limit, used, period } },
    seen: { ...seen, ...outcome },
  };
}
