import type { Core } from '@strapi/types';
import { PLUGIN_ID, type PermissionName } from './contract';

/** What an administrator can be allowed to do, as the settings of a role list it. */
const PERMISSIONS: Record<PermissionName, { readonly displayName: string; readonly subCategory: string }> = {
  'edit-rules': { displayName: 'Edit currencies, levels, tiers and badges', subCategory: 'content' },
  'edit-members': { displayName: 'Edit members and badge awards as content', subCategory: 'content' },
  'view-ledger': { displayName: 'View the overview and the transaction ledger', subCategory: 'ledger' },
  'export-ledger': { displayName: 'Export the ledger', subCategory: 'ledger' },
  'rebuild-projections': { displayName: 'Rebuild projections', subCategory: 'ledger' },
  'reverse-entries': { displayName: 'Reverse entries', subCategory: 'ledger' },
  'view-members': { displayName: 'View members and their balances', subCategory: 'members' },
  'view-consent': { displayName: "View members' consent", subCategory: 'members' },
  'export-members': { displayName: 'Export members', subCategory: 'members' },
  'award-badges': { displayName: 'Award badges', subCategory: 'members' },
  'release-holds': { displayName: 'Release holds', subCategory: 'members' },
  'view-adjustments': { displayName: 'View manual adjustments', subCategory: 'adjustments' },
  'transactions.adjust': { displayName: 'Adjust balances', subCategory: 'adjustments' },
  'transactions.adjust-in-bulk': { displayName: 'Adjust balances in bulk', subCategory: 'adjustments' },
  'view-redemptions': { displayName: 'View redemptions', subCategory: 'redemptions' },
  redeem: { displayName: 'Redeem on orders: hold, capture, release', subCategory: 'redemptions' },
  'view-tasks': { displayName: 'View scheduled tasks and their runs', subCategory: 'tasks' },
  'run-tasks': { displayName: 'Run scheduled tasks', subCategory: 'tasks' },
  'view-reconciliation': { displayName: 'View reconciliation', subCategory: 'reconciliation' },
  'run-reconciliation': { displayName: 'Start and cancel runs', subCategory: 'reconciliation' },
  'resolve-discrepancies': { displayName: 'Resolve discrepancies', subCategory: 'reconciliation' },
  'adjust-discrepancies': { displayName: 'Resolve discrepancies by an adjustment', subCategory: 'reconciliation' },
  'export-reconciliation': { displayName: 'Export runs', subCategory: 'reconciliation' },
};

/** Makes the permissions known, so that roles can be given them. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    readonly actionProvider: { registerMany(actions: readonly object[]): Promise<void> };
  };
  await actionProvider.registerMany(
    Object.entries(PERMISSIONS).map(([uid, texts]) => ({ section: 'plugins', pluginName: PLUGIN_ID, uid, ...texts })),
  );
}
