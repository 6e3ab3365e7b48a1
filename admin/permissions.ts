import { ENDPOINTS, permissionUid, type EndpointName } from '../server/contract';

/** A permission as Strapi's admin compares it: without the null even a super admin is refused. */
export interface RequiredPermission {
  readonly action: string;
  readonly subject: null;
}

/** What an administrator needs for an endpoint. */
export const permissionOf = (name: EndpointName): RequiredPermission => ({
  action: permissionUid(ENDPOINTS[name].permission),
  subject: null,
});

/** What the pages ask for, by page. */
export const PERMISSIONS = { ledger: [permissionOf('listLedgerEntries')] };
