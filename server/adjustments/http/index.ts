/** The adjustments' share of the admin API: `adjustmentRoutes` go to the routes of type `admin`, by this controller. */
export { adjustmentController, type AdjustmentControllerDependencies } from './controller';
export { adjustmentRoutes } from './routes';
