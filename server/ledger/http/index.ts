/** The ledger's share of the admin API: `ledgerRoutes` go to the routes of type `admin`, by these controllers. */
import { ledgerController } from './controller';

export { ledgerRoutes } from './routes';
export const ledgerControllers = { ledger: ledgerController };
