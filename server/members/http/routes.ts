import { type EndpointName, MEMBER_ENDPOINTS } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const memberRoutes: readonly AdminRoute[] = (Object.keys(MEMBER_ENDPOINTS) as EndpointName[]).map((name) =>
  adminRoute(name, 'members'),
);
