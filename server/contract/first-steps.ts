import type { MembersSetting } from './members';
import type { TaskName } from './tasks';

/**
 * What an empty install needs, in the order in which it is best done.
 *
 * - `currency`: there is one.
 * - `ranks`: a currency drives tiers or levels that there are (L26).
 * - `members`: there is one.
 * - `posting`: something was posted.
 * - `team`: a role other than super admin has a permission of the plugin.
 * - `site`: a role of Users & Permissions or an API token may use the plugin's content API.
 * - `tasks`: scheduled tasks run by themselves, on this instance or another one.
 */
export const FIRST_STEPS = ['currency', 'ranks', 'members', 'posting', 'team', 'site', 'tasks'] as const;
export type FirstStepName = (typeof FIRST_STEPS)[number];

export interface FirstStepDto {
  readonly name: FirstStepName;
  readonly done: boolean;
  /** Whether the administrator who asks may do it. */
  readonly allowed: boolean;
}

/** A currency that the configuration names. */
export interface NamedCurrencyDto {
  readonly code: string;
  /** Where it stands below `rewards.config`: `earning.currency`. */
  readonly setting: string;
}

export interface FirstStepsDto {
  readonly steps: readonly FirstStepDto[];
  /** V6. How users of the site become members. */
  readonly membersSetting: MembersSetting;
  /** Whether the site's roles are those of Users & Permissions; without it there are API tokens alone. */
  readonly hasSiteRoles: boolean;
  /** The tasks that this instance does not run by itself. */
  readonly tasksOff: readonly TaskName[];
  /** What the configuration names and nobody has created. */
  readonly missingCurrencies: readonly NamedCurrencyDto[];
}
