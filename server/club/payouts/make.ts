import { type IdSource, type Milliseconds, sha256 } from '../../kernel';
import type { Planned } from '../decide/decide';
import type { DecidedEvent } from '../decide/event';
import type { Claim } from '../decide/tallies';
import type { ClaimOnRecord } from '../schema';
import type { Refused } from './pay';
import type { Payout, PayoutAct } from './payout-store';

/** E16. Unique for ever: neither a source nor a mission's code holds a slash. */
const externalIdOf = ({ source, externalId }: Pick<DecidedEvent, 'source' | 'externalId'>, plan: Planned): string =>
  `${source}/${externalId}/${plan.version.mission.code}/${plan.reward}`;

/** A payout as it is written down. */
export function payoutOf(
  event: DecidedEvent,
  plan: Planned,
  { newId, now }: { readonly newId: IdSource; readonly now: Milliseconds },
): Payout {
  const externalId = externalIdOf(event, plan);
  return {
    ...{ id: newId(now), event: event.id, member: event.member, mission: plan.version.mission.id },
    ...{ version: plan.version.id, reward: plan.reward, externalId, key: sha256(externalId) },
    ...{ currency: plan.currency, amount: plan.amount, badge: plan.badge, pool: plan.pool?.id ?? null },
    ...{ status: plan.status, reason: plan.reason, details: plan.details, claims: plan.claims.map(onRecord) },
    ...{ entry: null, receivedAt: event.receivedAt, occurredAt: event.occurredAt, createdAt: now },
    paidAt: plan.status === 'paid' ? now : null,
  };
}

const onRecord = ({ units, ...claim }: Claim): ClaimOnRecord => ({ ...claim, units: String(units) });

/** A payout that the ledger or the badge has refused. */
export const notPosted = (payout: Payout, { code, details }: Refused): Payout => ({
  ...payout,
  ...{ status: 'failed', reason: 'NOT_POSTED', details: { ...details, code }, paidAt: null },
});

/** What was done with a payout by itself, as it then stands. */
export const actOf = (
  payout: Payout,
  { newId, now }: { readonly newId: IdSource; readonly now: Milliseconds },
): PayoutAct => ({
  ...{ id: newId(now), payout: payout.id, status: payout.status, reason: payout.reason, details: payout.details },
  ...{ entry: payout.entry, isOwn: true, actor: null, at: now },
});
