import { badgeContentType } from './badge';
import { badgeAwardContentType } from './badge-award';
import { levelContentType } from './level';
import { memberContentType } from './member';
import { tierContentType } from './tier';

export { BADGE_UID } from './badge';
export { BADGE_AWARD_UID } from './badge-award';
export { LEVEL_UID, levelContentType } from './level';
export { MEMBER_UID } from './member';
export { TIER_UID, tierContentType } from './tier';

/** The content types that the members' room gives to Strapi. */
export const memberContentTypes = {
  member: memberContentType,
  level: levelContentType,
  tier: tierContentType,
  badge: badgeContentType,
  'badge-award': badgeAwardContentType,
};
