import { ENDPOINTS, permissionUid, type EndpointName } from '../server/contract';

/** A permission as Strapi's admin compares it: without the null even a super admin is refused. */
export interface RequiredPermission {
  readonly action: string;
  readonly subject: null;
}

/** The permissions that open an endpoint, any one of them. */
export const permissionsOf = (name: EndpointName): RequiredPermission[] =>
  ENDPOINTS[name].permissions.map((permission) => ({ action: permissionUid(permission), subject: null }));

/** What shows each page, in the order of the navigation. */
export const PAGES = {
  overview: permissionsOf('getOverview'),
  members: permissionsOf('listMembers'),
  // Whoever may post, or redeem, but not look at what others did has the form alone.
  adjustments: [...permissionsOf('listAdjustments'), ...permissionsOf('postAdjustment')],
  redemptions: [...permissionsOf('listRedemptions'), ...permissionsOf('holdRedemption')],
  ledger: permissionsOf('listLedgerEntries'),
  'club-events': permissionsOf('listClubEvents'),
  missions: permissionsOf('listMissions'),
  pools: permissionsOf('listPools'),
  'affiliate-events': permissionsOf('listAffiliateEvents'),
  'affiliate-systems': permissionsOf('listAffiliateSystems'),
  'affiliate-comparisons': permissionsOf('compareAffiliateEvents'),
  reconciliation: permissionsOf('getReconciliation'),
  tasks: permissionsOf('listTasks'),
};
export type SectionName = keyof typeof PAGES;
export const SECTIONS = Object.keys(PAGES) as SectionName[];

/** E24. Those that there are only while the rewards club is on. */
export const CLUB_SECTIONS: readonly SectionName[] = ['club-events', 'missions', 'pools'];

/** What shows the page of bulk adjustments, to which that of adjustments leads. */
export const BULK_PAGE = [...permissionsOf('listBatches'), ...permissionsOf('postBatch')];

/** What shows one row's page, which leads on from several pages. */
export const ENTRY_PAGE = permissionsOf('getLedgerEntry');

/** Every permission of which any one shows the plugin in the menu. */
export const ANY_PAGE: RequiredPermission[] = [...Object.values(PAGES).flat(), ...BULK_PAGE];

/** Under which name Strapi's `useRBAC` answers for a permission: it looks at what follows the last dot. */
export function rbacKey(action: string): string {
  const words = (action.split('.').at(-1) ?? '').split('-');
  return `can${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}
