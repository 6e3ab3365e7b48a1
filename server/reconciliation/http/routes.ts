import { type EndpointName, RECONCILIATION_ENDPOINTS } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const reconciliationRoutes: readonly AdminRoute[] = (
  Object.keys(RECONCILIATION_ENDPOINTS) as EndpointName[]
).map((name) => adminRoute(name, 'reconciliation'));
