/** The plugin's name within Strapi: in uids, routes and the keys of translations. */
export const PLUGIN_ID = 'rewards';

/**
 * What an administrator can be allowed to do, by the permissions' own names. Each has another last segment, because
 * Strapi's `useRBAC` looks at nothing else.
 */
export const PERMISSION_NAMES = [
  'edit-rules',
  'edit-members',
  'view-ledger',
  'export-ledger',
  'rebuild-projections',
  'reverse-entries',
  'view-members',
  'view-consent',
  'export-members',
  'award-badges',
  'release-holds',
  'view-adjustments',
  'transactions.adjust',
  'transactions.adjust-in-bulk',
  'view-redemptions',
  'redeem',
  'view-tasks',
  'run-tasks',
  'view-reconciliation',
  'run-reconciliation',
  'resolve-discrepancies',
  'adjust-discrepancies',
  'export-reconciliation',
  'edit-affiliates',
  'view-affiliate-systems',
  'view-affiliate-events',
  'send-affiliate-events',
  'export-affiliate-events',
  'compare-affiliate-events',
  'view-rewards-audit',
  'edit-missions',
  'fund-pools',
] as const;
export type PermissionName = (typeof PERMISSION_NAMES)[number];

/** The uid under which Strapi knows a permission. */
export const permissionUid = (name: PermissionName) => `plugin::${PLUGIN_ID}.${name}` as const;

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the plugin's own prefix; `:name` stands for a part of the request. */
  readonly path: `/${string}`;
  /** Any one of them opens it; with none the answer is 403. */
  readonly permissions: readonly [PermissionName, ...PermissionName[]];
}

/** The text of a file that an endpoint streams: CSV or JSON. */
export type FileText = string;

/** What an endpoint is asked that takes nothing. */
export type Nothing = Readonly<Record<string, never>>;
