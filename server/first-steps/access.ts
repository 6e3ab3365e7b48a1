/** Who has been let in, as Strapi's own tables tell it. */
import type { Core } from '@strapi/types';
import { OWN_UID } from '../kernel';

export interface Access {
  /** Whether there are roles of Users & Permissions. */
  readonly hasSiteRoles: boolean;
  /** Whether a role of the admin other than super admin, which may do everything, has a permission of the plugin. */
  isTeamIn(): Promise<boolean>;
  /** Whether visitors, users or a program may use anything of the plugin's content API. */
  isSiteIn(): Promise<boolean>;
}

const SUPER_ADMIN = 'strapi-super-admin';
const OWN_ACTION = { action: { $startsWith: OWN_UID } };

export function accessTo(strapi: Core.Strapi): Access {
  const hasSiteRoles = Boolean(strapi.plugin('users-permissions') as Core.Plugin | undefined);
  const isThere = async (uid: string, where: object): Promise<boolean> =>
    (await strapi.db.query(uid).findOne({ select: ['id'], where })) !== null;
  return {
    hasSiteRoles,
    isTeamIn: () => isThere('admin::permission', { ...OWN_ACTION, role: { code: { $ne: SUPER_ADMIN } } }),
    isSiteIn: async () =>
      (hasSiteRoles && (await isThere('plugin::users-permissions.permission', OWN_ACTION))) ||
      (await isThere('admin::api-token-permission', OWN_ACTION)) ||
      // Strapi gives every new project such a token; it says nothing before somebody has used it.
      (await isThere('admin::api-token', { type: 'full-access', lastUsedAt: { $notNull: true } })),
  };
}
