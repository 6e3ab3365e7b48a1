/** Reconciliation's share of the admin API (D12). */
export { reconciliationController } from './controller';
export { reconciliationRoutes } from './routes';
