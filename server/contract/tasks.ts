import type { Actor, IsoInstant, MemberId, PageDto } from './ledger';

/**
 * Every scheduled task: the schedule that holds when the configuration names none, in the time zone UTC, and what it
 * counts. The room that the work belongs to gives the code (`TaskWork`); `server/tasks/room.ts` gets both.
 */
export const TASKS = {
  /** L15, L20. One task for lots and holds: settling an account does both, in one transaction, whatever fell due first. */
  'expire-due': { schedule: '*/15 * * * *', counts: ['accounts', 'lotsExpired', 'holdsReleased', 'failed'] },
  /** D10. Before the repair, so that what drifted is seen and written down. */
  reconcile: {
    schedule: '0 2 * * *',
    counts: ['members', 'membersWithDiscrepancies', 'discrepancies', 'autoResolved', 'errors'],
  },
  /** L31. */
  'repair-projections': {
    schedule: '30 3 * * *',
    counts: [
      ...(['accountsChecked', 'accountsRebuilt', 'lotsRebuilt', 'holdsRebuilt', 'standingsRebuilt'] as const),
      'accountsLeftAlone',
    ],
  },
  /** V6. */
  'follow-users': { schedule: '0 4 * * *', counts: ['users', 'made', 'updated'] },
  'warn-of-expiry': { schedule: '0 8 * * *', counts: ['accounts', 'lots', 'failed'] },
} as const satisfies Record<string, { readonly schedule: string; readonly counts: readonly string[] }>;

export type TaskName = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as TaskName[];
export const isTaskName = (name: string): name is TaskName => Object.hasOwn(TASKS, name);

export const TASK_LIMITS = {
  /** Runs of a task that are kept. */
  history: 1_000,
  /** How often a run is taken over from a process that fell silent; after that it is given up: it may be what kills them. */
  takeovers: 3,
  /** Seconds that a process may be silent before another one takes its run over: shortest, longest, standard. */
  leaseSeconds: { min: 2, max: 3_600, standard: 60 },
  /** Milliseconds for which a stopping Strapi waits for its runs. */
  stopWait: 10_000,
  /** Milliseconds between two notes of a run's progress. */
  progressInterval: 1_000,
  /** Days ahead of which members are warned: longest, standard. */
  warnDays: { max: 366, standard: 14 },
  /** Days for which it is kept who was warned of a lot that has expired since. */
  warningsKept: 400,
  /** Characters of the sentence that says why a run failed. */
  error: 500,
} as const;

/** What a run has counted, by the names in `TASKS`. */
export type TaskCounts = Readonly<Record<string, number>>;

/** What a run is asked for, where a task can be asked for something. */
export type TaskInput = Readonly<Record<string, string>>;

export const TASK_TRIGGERS = ['schedule', 'manual'] as const;
export type TaskTrigger = (typeof TASK_TRIGGERS)[number];

/**
 * - `running`: a process works on it and says so at intervals.
 * - `interrupted`: its process stopped or fell silent; the next one to look takes it over and runs it to its end.
 * - `succeeded`, `failed`: it came to its end; a failed one has a sentence that says why.
 * - `abandoned`: several processes in turn fell silent over it, so that none takes it over again.
 */
export const TASK_RUN_STATUSES = ['running', 'interrupted', 'succeeded', 'failed', 'abandoned'] as const;
export type TaskRunStatus = (typeof TASK_RUN_STATUSES)[number];

export interface TaskRunDto {
  readonly id: string;
  readonly task: string;
  readonly trigger: TaskTrigger;
  /** The instant of the schedule that it ran for; null when somebody asked for it. */
  readonly scheduledAt: IsoInstant | null;
  readonly actor: Actor | null;
  /** The process that runs it or did so last: host, process id and a part by chance. */
  readonly owner: string;
  readonly status: TaskRunStatus;
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant | null;
  /** From its start to its end, whoever ran it; null until then. */
  readonly durationMs: number | null;
  readonly counts: TaskCounts;
  /** How often another process took it over from one that fell silent. */
  readonly takeovers: number;
  readonly error: string | null;
}

/** What this instance knows of a task. Another one may be configured otherwise. */
export interface TaskDto {
  readonly name: TaskName;
  /** The cron expression and its time zone, also while it is off. */
  readonly schedule: string;
  readonly timezone: string;
  /** Whether this instance runs it by itself. */
  readonly enabled: boolean;
  readonly nextRunAt: IsoInstant | null;
  /** The run that has not come to its end. */
  readonly current: TaskRunDto | null;
  /** The newest run that has. */
  readonly last: TaskRunDto | null;
}

/** `strapi.plugin('rewards').service('tasks')`. Not to be called inside a transaction of the host. */
export interface TasksService {
  list(): Promise<TaskDto[]>;
  /**
   * Runs a task now, on this instance, also one that is off. Answers as soon as it has begun; with `wait`, when it has
   * come to its end, however that is: look at `status`. A run whose process died is taken over instead of a new one begun.
   *
   * @throws TASK_NOT_FOUND, TASK_RUNNING
   */
  run(
    name: string,
    options?: {
      readonly actor?: Actor | undefined;
      readonly wait?: boolean | undefined;
      readonly input?: TaskInput | undefined;
    },
  ): Promise<TaskRunDto>;
  /** Newest first; TASK_NOT_FOUND. */
  history(query: {
    readonly task: string;
    readonly page?: number;
    readonly pageSize?: number;
  }): Promise<PageDto<TaskRunDto>>;
}

/**
 * The event on Strapi's event hub, and for webhooks, by which a host can tell a member that points are about to expire: of
 * every lot at least once, and twice only where a process died before it could be known whether anybody had heard.
 */
export const LOTS_EXPIRING_EVENT = 'rewards.lots-expiring';

export interface LotsExpiringEvent {
  readonly member: MemberId;
  readonly currency: string;
  /** What is free of all these lots, in major units. */
  readonly amount: string;
  /** Soonest first. */
  readonly lots: readonly { readonly lotId: string; readonly amount: string; readonly expiresAt: IsoInstant }[];
}
