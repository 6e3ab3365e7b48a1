/**
 * Members: who has accounts, and where they stand. The directory makes each of them once; levels and tiers follow the
 * ledger (L26), by rules that editors write.
 */
export { memberRoom } from './room';
export { hasBadge, type MemberFacts, readMemberFacts } from './facts-store';
export { findByExternalIds, findBySiteUsers } from './find-store';
export { hasMembers, membersThatExist } from './member-store';
export { findRows as findMemberRows, lockMembers } from './row-store';
export { createRulesSource, type Rules, type RulesInForce, type RulesSource } from './rules';
export { MEMBER_TABLES } from './schema';
export { readStandings } from './standing-store';
export { surroundingsOf } from './surroundings';

// For the reports.
export { readLatestConsentChange } from './consent/consent-store';
export { listAwardableBadges } from './badges/awardable';
export { readHeldBadges } from './badges/badge-store';
export { readInstant } from './member-store';
export { whereFound } from './search-store';
export { ladder } from './standing-rules';
export { readLevels, readTiers } from './standing-store';

// For the site and its credentials.
export { BADGE_AWARD_UID, BADGE_UID, LEVEL_UID, MEMBER_UID, TIER_UID } from './content-types';
export { NO_CONSENT } from './consent/consent-store';
export { consentFields } from './consent/set-consent';
export { emailOf, handleOf } from './site-users/called';
export { readMembersSetting } from './site-users/take-in';
export {
  type OwnAward,
  type PublicMember,
  readOwnAward,
  readOwnAwards,
  readOwnStanding,
  readPublicAwards,
  readPublicAwardsOf,
  readPublicBadges,
  readPublicMember,
  readPublicMembers,
} from './public/public-store';
