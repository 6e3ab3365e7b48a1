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
 * What was decided on the way: docs/decisions/0011-one-lease-a-task.md.
 */
export { taskRoom } from './room';
export { readTaskSettings } from './settings';
