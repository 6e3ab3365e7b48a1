import type { PostingInput } from '../../contract';
import { formatAmount, type Milliseconds, type MinorUnits, toIso } from '../../kernel';

/** The source of the ledger's rows that payouts make. */
export const CLUB_SOURCE = 'club';

/** What a payout that is paid in a currency says. */
export interface Paying {
  readonly member: string;
  readonly currency: string;
  readonly scale: number;
  readonly amount: MinorUnits;
  /** E16. */
  readonly externalId: string;
  readonly event: string;
  readonly occurredAt: Milliseconds;
  readonly payout: string;
  readonly mission: { readonly code: string; readonly name: string };
  readonly version: number;
}

/** E8, E16. The posting of a payout: its external id is the key, so that it is paid once whoever tries again. */
export const grantOf = (paying: Paying): PostingInput => ({
  type: 'grant',
  ...{ member: paying.member, currency: paying.currency, amount: formatAmount(paying.amount, paying.scale) },
  ...{ source: CLUB_SOURCE, idempotencyKey: paying.externalId, effectiveAt: toIso(paying.occurredAt) },
  reason: paying.mission.name,
  rule: `mission.${paying.mission.code}`,
  eventId: paying.event,
  metadata: { payout: paying.payout, version: paying.version },
});
