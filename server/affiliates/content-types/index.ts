export { AFFILIATE_UID, affiliateContentType } from './affiliate';
export { AFFILIATE_LINK_UID, affiliateLinkContentType } from './affiliate-link';
export { AFFILIATE_SYSTEM_UID, affiliateSystemContentType } from './affiliate-system';
