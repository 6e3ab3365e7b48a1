import { ENDPOINTS, permissionUid, type EndpointName } from '../server/contract';

/** A permission as Strapi's admin compares it: without the null even a super admin is refused. */
export interface RequiredPermission {
  readonly action: string;
  readonly subject: null;
}

/** The permissions that open an endpoint, any one of them. */
export const permissionsOf = (name: EndpointName): RequiredPermission[] =>
  ENDPOINTS[name].permissions.map((permission) => ({ action: permissionUid(permission), subject: null }));

/** What shows each page. */
export const PAGES = {
  overview: permissionsOf('getOverview'),
  members: permissionsOf('listMembers'),
  // Whoever may post but not look at what others posted has the form alone.
  adjustments: [...permissionsOf('listAdjustments'), ...permissionsOf('postAdjustment')],
  bulk: [...permissionsOf('listBatches'), ...permissionsOf('postBatch')],
  ledger: permissionsOf('listLedgerEntries'),
};

/** Every permission of which any one shows the plugin in the menu. */
export const ANY_PAGE: RequiredPermission[] = Object.values(PAGES).flat();
