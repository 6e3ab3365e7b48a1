import { ADJUSTMENT_ENDPOINTS, type EndpointName } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const adjustmentRoutes: readonly AdminRoute[] = (Object.keys(ADJUSTMENT_ENDPOINTS) as EndpointName[]).map(
  (name) => adminRoute(name, 'adjustments'),
);
