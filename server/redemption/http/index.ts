/** The redemptions' share of the admin API: `redemptionRoutes` go to the routes of type `admin`, by this controller. */
export { redemptionController } from './controller';
export { redemptionRoutes } from './routes';
