/**
 * Scheduled tasks: one instance of many runs each, at its time, to its end.
 *
 * node-cron fires in every instance (`schedule`); who locks the task's lease first has the run (`lease`), and the run's
 * unique instant of the schedule keeps a later timer from running it again. While it runs, its process renews the lease
 * (`perform`); one that fell silent is noticed by the others' watch (`tasks`), which take its run over under the same id.
 * Each change of hands raises the lease's fencing number, by which every write of a former owner is refused.
 *
 * Lease times are compared by the database's clock alone, so that instances whose clocks differ agree. What a task means
 * by now is the injectable clock (L7), given to the task by its own room; an instant of the schedule is of the system's.
 *
 * Decided here:
 * - An instant that passes while the task still runs, or while no instance was up, is not made up for: every task does
 *   all that is due whenever it runs.
 * - A run that Strapi's stopping interrupts is handed on rather than ended: it stays, without an owner, until an instance
 *   goes on with it. A run over which several processes in turn fell silent is abandoned: it may be what kills them.
 * - `tasks: false` stops timers and take-overs; whoever asks for a run still gets it.
 * - Rooms declare tasks in the contract (`TASKS`) and give their work as a `TaskWork` of the kernel, so that no room has to
 *   know this one.
 */
export { taskController, taskRoutes } from './http';
export { taskModels } from './schema';
export { readLeaseMs, readTaskSettings, type TaskPlan, type TaskSettings } from './settings';
export { createTasks, type Tasks, type TasksDependencies } from './tasks';
