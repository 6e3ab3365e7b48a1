import type { Core } from '@strapi/types';
import { PLUGIN_ID } from './contract';

/** What an administrator can be allowed to do. Each ends in another word, because Strapi's `useRBAC` looks at nothing else. */
const PERMISSIONS = [
  { uid: 'view-ledger', displayName: 'View the transaction ledger', subCategory: 'ledger' },
  { uid: 'view-members', displayName: 'View members and their balances', subCategory: 'members' },
] as const;

/** Makes the permissions known, so that roles can be given them. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    readonly actionProvider: { registerMany(actions: readonly object[]): Promise<void> };
  };
  await actionProvider.registerMany(
    PERMISSIONS.map((permission) => ({ section: 'plugins', pluginName: PLUGIN_ID, ...permission })),
  );
}
