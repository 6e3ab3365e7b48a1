/** The ledger's share of the admin API: `ledgerRoutes` go to the routes of type `admin`, by this controller. */
export { ledgerController, type LedgerControllerDependencies } from './controller';
export { ledgerRoutes } from './routes';
