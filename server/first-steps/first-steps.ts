import {
  FIRST_STEPS,
  type FirstStepName,
  type FirstStepsDto,
  type MembersSetting,
  type NamedCurrencyDto,
  type TasksService,
} from '../contract';
import type { Db } from '../kernel';
import { hasEntries } from '../ledger';
import { hasMembers, type RulesSource } from '../members';
import type { Access } from './access';
import { allowedSteps, type Can } from './permissions';

export interface FirstStepDependencies {
  readonly db: Db;
  readonly rules: RulesSource;
  readonly tasks: TasksService;
  readonly access: Access;
  readonly membersSetting: MembersSetting;
  namedCurrencies(): readonly NamedCurrencyDto[];
}

/** How far an install has come. @param can what the administrator who asks may do */
export async function firstSteps(deps: FirstStepDependencies, can: Can): Promise<FirstStepsDto> {
  const { db, access, membersSetting, namedCurrencies } = deps;
  const { currencies, levels, tiers } = await deps.rules.current();
  const tasks = await deps.tasks.list();
  const done: Readonly<Record<FirstStepName, boolean>> = {
    currency: currencies.length > 0,
    ranks: [levels, tiers].some((ladder) => ladder !== null && ladder.rungs.length > 0),
    members: await hasMembers(db),
    posting: await hasEntries(db),
    team: await access.isTeamIn(),
    site: await access.isSiteIn(),
    // Another instance may be the one that runs them.
    tasks: tasks.some(({ enabled, last }) => enabled || last?.trigger === 'schedule'),
  };
  const allowed = allowedSteps(can, { membersSetting, hasSiteRoles: access.hasSiteRoles });
  return {
    steps: FIRST_STEPS.map((name) => ({ name, done: done[name], allowed: allowed[name] })),
    membersSetting,
    hasSiteRoles: access.hasSiteRoles,
    tasksOff: tasks.flatMap(({ name, enabled }) => (enabled ? [] : [name])),
    missingCurrencies: namedCurrencies().filter((named) => !currencies.some(({ code }) => code === named.code)),
  };
}
