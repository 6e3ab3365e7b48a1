import { type EndpointName, REDEMPTION_ENDPOINTS } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const redemptionRoutes: readonly AdminRoute[] = (Object.keys(REDEMPTION_ENDPOINTS) as EndpointName[]).map(
  (name) => adminRoute(name, 'redemption'),
);
