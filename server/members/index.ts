/**
 * Members: who has accounts, and where they stand. The directory makes each of them once; levels and tiers follow the
 * ledger (L26), by rules that editors write.
 */
export { memberContentTypes, BADGE_AWARD_UID, BADGE_UID, LEVEL_UID, MEMBER_UID, TIER_UID } from './content-types';
export { seedDefaultTiers } from './default-tiers';
export { createMembers } from './directory';
export { memberGuards } from './guards';
export { bringImagesBack } from './images';
export { membersThatExist } from './member-store';
export { lockMembers } from './row-store';
export { enlistMembers } from './search-store';
export { takeInMembers } from './take-in-store';
export { createRulesSource, type Rules, type RulesInForce, type RulesSource } from './rules';
export { prepareRulesVersion } from './rules-version-store';
export { MEMBER_TABLES, memberModels, memberTextIndex } from './schema';
export { readStandings } from './standing-store';
export { applyStandings, restandAll } from './standings';
