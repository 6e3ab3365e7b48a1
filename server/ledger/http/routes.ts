import { type EndpointName, LEDGER_ENDPOINTS } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const ledgerRoutes: readonly AdminRoute[] = (Object.keys(LEDGER_ENDPOINTS) as EndpointName[]).map((name) =>
  adminRoute(name, 'ledger'),
);
