import type { MemberId } from './ledger';
import type { ConsentsDto } from './members';

/** B15, V7. What a member chooses, by the names of the attributes. */
export const CONSENTS = ['publicProfile', 'leaderboard', 'alias', 'notificationEmails'] as const;
export type Consent = (typeof CONSENTS)[number];

/** V7. A change of mind; what is left out stays as it is. */
export interface SetConsentInput extends Partial<ConsentsDto> {
  readonly member: MemberId;
}
