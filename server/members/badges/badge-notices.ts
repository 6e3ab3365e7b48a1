import type { Notice } from '../../kernel';

/** An award as it is told: whose it is, by the badge's code. */
export interface KnownAward {
  /** Its documentId. */
  readonly award: string;
  readonly member: string;
  readonly badge: string;
}

/** What is told of an award that was made, or is gone (L44). */
export const badgeNotice = (
  event: 'rewards.badge-awarded' | 'rewards.badge-revoked',
  { award, member, badge }: KnownAward,
): Notice => ({ event, member, says: { badge, award } });
