import { type Consent, LIMITS } from '../contract';
import { code, documentId, flag, instant, integer, memberId, nullable, serial, text } from '../kernel/fields';
import { defineTable, index } from '../kernel/table';

/** The tables of the members' content types. Their columns are the attributes' names in snake case. */
export const MEMBER_TABLES = {
  members: 'rewards_members',
  levels: 'rewards_levels',
  tiers: 'rewards_tiers',
  badges: 'rewards_badges',
  badgeAwards: 'rewards_badge_awards',
  rules: 'rewards_rules',
} as const;

/** B13. The search of the directory. */
export const memberTextIndex = {
  name: 'rewards_members_words',
  table: MEMBER_TABLES.members,
  columns: ['search_text'],
} as const;

/** One row, which tells by its version whether currencies, levels and tiers are what they were, and is locked to keep them so. */
export const rulesVersionTable = defineTable({
  name: 'rules-version',
  table: MEMBER_TABLES.rules,
  fields: { id: serial(), version: integer() },
});

/** V7. Every change of a member's consent; the member's own row has what holds now. */
export const consentChangeTable = defineTable({
  name: 'consent-change',
  table: 'rewards_consent_changes',
  isNumbered: true,
  fields: {
    member: memberId(),
    consent: code<Consent>(),
    former: flag(),
    given: flag(),
    changedAt: instant(),
  },
  indexes: [index('consent_changes_member', 'member', 'id')],
});

/** V11. Every badge that was taken away by the service, and why; the award itself is gone. */
export const revocationTable = defineTable({
  name: 'badge-revocation',
  table: 'rewards_badge_revocations',
  isNumbered: true,
  fields: {
    award: documentId(),
    member: memberId(),
    badge: code(),
    revokedAt: instant(),
    revokedBy: nullable(text(LIMITS.actorName)),
    reason: nullable(text(LIMITS.reason)),
  },
  indexes: [index('badge_revocations_member', 'member', 'id')],
});
