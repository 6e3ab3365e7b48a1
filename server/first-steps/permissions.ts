/** Whom a step is for: what an administrator needs where its button leads. */
import { type FirstStepName, type MembersSetting, type PermissionName, permissionUid } from '../contract';
import { CURRENCY_UID } from '../currencies';

/** Whether the administrator has a permission. @param subject the content type, where the permission has one */
export type Can = (action: string, subject?: string) => boolean;

interface Surroundings {
  readonly membersSetting: MembersSetting;
  readonly hasSiteRoles: boolean;
}

/** Which steps an administrator may do. Each takes all that is named. */
export function allowedSteps(
  can: Can,
  { membersSetting, hasSiteRoles }: Surroundings,
): Readonly<Record<FirstStepName, boolean>> {
  const own = (...names: PermissionName[]) => names.every((name) => can(permissionUid(name)));
  const strapis = (...actions: string[]) => actions.every((action) => can(action));
  const inContentManager = (...acts: string[]) =>
    own('edit-rules') && acts.every((act) => can(`plugin::content-manager.explorer.${act}`, CURRENCY_UID));
  return {
    currency: inContentManager('read', 'create'),
    ranks: inContentManager('read', 'update'),
    members: membersSetting === 'every-user' ? own('view-tasks', 'run-tasks') : own('view-members'),
    posting: own('transactions.adjust'),
    team: strapis('admin::roles.read', 'admin::roles.update'),
    site: hasSiteRoles
      ? strapis('plugin::users-permissions.roles.read', 'plugin::users-permissions.roles.update')
      : strapis('admin::api-tokens.access', 'admin::api-tokens.create'),
    tasks: own('view-tasks'),
  };
}
