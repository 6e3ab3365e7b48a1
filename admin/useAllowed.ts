import { ENDPOINTS, PERMISSION_NAMES, permissionUid, type EndpointName } from '../server/contract';
import { useGranted } from './useGranted';

const ALL = PERMISSION_NAMES.map((name) => ({ action: permissionUid(name), subject: null }));

/** Which endpoints the administrator may use, so that no page shows a button or a link that leads to a refusal. */
export function useAllowed(): (endpoint: EndpointName) => boolean {
  const { isGranted } = useGranted(ALL);
  return (endpoint) => ENDPOINTS[endpoint].permissions.some((name) => isGranted(permissionUid(name)));
}
