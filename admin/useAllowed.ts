import { type Permission, useRBAC } from '@strapi/strapi/admin';

import { ENDPOINTS, PERMISSION_NAMES, permissionUid, type EndpointName } from '../server/contract';
import { rbacKey } from './permissions';

/** As `useRBAC` compares them; the rest of a permission it does not read. A constant, because it asks again for a new one. */
const ALL = PERMISSION_NAMES.map((name) => ({ action: permissionUid(name), subject: null })) as unknown as Permission[];

/** Which endpoints the administrator may use, so that no page shows a button or a link that leads to a refusal. */
export function useAllowed(): (endpoint: EndpointName) => boolean {
  const { allowedActions } = useRBAC(ALL);
  return (endpoint) =>
    ENDPOINTS[endpoint].permissions.some((name) => allowedActions[rbacKey(permissionUid(name))] === true);
}
