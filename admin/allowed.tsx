import { createContext, type ReactNode, useContext } from 'react';

import { ENDPOINTS, PERMISSION_NAMES, permissionUid, type EndpointName } from '../server/contract';
import { useGranted } from './useGranted';

type Allowed = (endpoint: EndpointName) => boolean;

const ALL = PERMISSION_NAMES.map((name) => ({ action: permissionUid(name), subject: null }));
const Context = createContext<Allowed>(() => false);

/** Asks once for all pages what the administrator may do: a table has a link in each of its rows that hangs on it. */
export function AllowedProvider({ children }: { readonly children: ReactNode }) {
  const { isGranted } = useGranted(ALL);
  const may: Allowed = (endpoint) => ENDPOINTS[endpoint].permissions.some((name) => isGranted(permissionUid(name)));
  return <Context.Provider value={may}>{children}</Context.Provider>;
}

/** Which endpoints the administrator may use, so that no page shows a button or a link that leads to a refusal. */
export const useAllowed = (): Allowed => useContext(Context);
