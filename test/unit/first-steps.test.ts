import { allowedSteps } from '../../server/first-steps/permissions';

/** Which steps are for an administrator with these permissions and no other. */
const allowed = (own: readonly string[], surroundings: Partial<Parameters<typeof allowedSteps>[1]> = {}) =>
  Object.entries(
    allowedSteps((action) => own.includes(action), {
      membersSetting: 'on-demand',
      hasSiteRoles: true,
      ...surroundings,
    }),
  ).flatMap(([name, isAllowed]) => (isAllowed ? [name] : []));

const TOKENS = ['admin::api-tokens.access', 'admin::api-tokens.create'];
const SITE_ROLES = ['plugin::users-permissions.roles.read', 'plugin::users-permissions.roles.update'];
const TASKS = ['plugin::rewards.view-tasks', 'plugin::rewards.run-tasks'];

describe('whom the first steps are for', () => {
  it('is, for members, who may see them, and where a task takes them in, who may run it', () => {
    expect(allowed(['plugin::rewards.view-members'])).toEqual(['members']);
    expect(allowed(['plugin::rewards.view-members'], { membersSetting: 'every-user' })).toEqual([]);
    expect(allowed(TASKS, { membersSetting: 'on-sign-up' })).toEqual(['tasks']);
    expect(allowed(TASKS, { membersSetting: 'every-user' })).toEqual(['members', 'tasks']);
  });

  it('is, for the site, who edits its roles, and where it has none, who makes API tokens', () => {
    expect(allowed(SITE_ROLES)).toEqual(['site']);
    expect(allowed(TOKENS)).toEqual([]);
    expect(allowed(SITE_ROLES, { hasSiteRoles: false })).toEqual([]);
    expect(allowed(TOKENS, { hasSiteRoles: false })).toEqual(['site']);
  });
});
