import { type EndpointName, TASK_ENDPOINTS } from '../../contract';
import { adminRoute, type AdminRoute } from '../../kernel/http';

export const taskRoutes: readonly AdminRoute[] = (Object.keys(TASK_ENDPOINTS) as EndpointName[]).map((name) =>
  adminRoute(name, 'tasks'),
);
