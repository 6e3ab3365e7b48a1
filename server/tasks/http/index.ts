/** The tasks' share of the admin API: `taskRoutes` go to the routes of type `admin`, by this controller. */
export { taskController } from './controller';
export { taskRoutes } from './routes';
