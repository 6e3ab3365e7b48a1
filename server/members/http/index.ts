/** The members' share of the admin API: `memberRoutes` go to the routes of type `admin`, by this controller. */
export { memberController, type MemberControllerDependencies } from './controller';
export { memberRoutes } from './routes';
