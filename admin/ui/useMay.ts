import { useRBAC } from '@strapi/strapi/admin';

import type { RequiredPermission } from '../permissions';

/**
 * Whether the administrator has any one of the permissions; false until that is known, so that no button shows and goes.
 *
 * @param permissions the same array each time, as `ACTIONS` has it
 */
export function useMay(permissions: RequiredPermission[]): boolean {
  const { allowedActions } = useRBAC(permissions);
  return Object.values(allowedActions).some(Boolean);
}
