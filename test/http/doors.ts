/** What the tests of the plugin's doors knock with. */
import type { Core } from '@strapi/types';

import { hostRequire } from '../support/host';
import type { RunningStrapi } from '../support/strapi';

/** A token of the content API that may do everything. */
export async function fullAccessToken(strapi: Core.Strapi): Promise<string> {
  const tokens = strapi.service('admin::api-token') as unknown as {
    create(attributes: object): Promise<{ readonly accessKey: string }>;
  };
  const attributes = { name: 'Everything', description: 'Made by a test', type: 'full-access', lifespan: null };
  return (await tokens.create(attributes)).accessKey;
}

const toOne = (target: string) => ({ type: 'relation', relation: 'manyToOne', target: `plugin::${target}` });

const BYLINE = {
  ...{ uid: 'shared.byline', category: 'shared', modelType: 'component', modelName: 'byline' },
  ...{ globalId: 'ComponentSharedByline', collectionName: 'components_shared_bylines' },
  info: { displayName: 'Byline' },
  options: {},
  attributes: { role: { type: 'string' }, memberWithin: toOne('rewards.member'), badgeWithin: toOne('rewards.badge') },
};

/** The playground's articles, as a project relates them to the plugin's content: by the time that schemas are read, and not before. */
export function relateArticles(strapi: Core.Strapi): void {
  const register = strapi.register.bind(strapi);
  strapi.register = async () => {
    const registered = await register();
    const components: { add(all: object): void } = strapi.get('components');
    components.add({ [BYLINE.uid]: structuredClone({ ...BYLINE, __schema__: BYLINE }) });
    const { attributes, options } = strapi.contentTypes['api::article.article' as never] as {
      readonly attributes: object;
      readonly options: object;
    };
    // Strapi remembers for the life of its process which relations a type's publication copies: those of an earlier test.
    Object.assign(options, { draftAndPublish: false });
    Object.assign(attributes, {
      memberFromAfar: toOne('rewards.member'),
      badgeFromAfar: toOne('rewards.badge'),
      tierFromAfar: toOne('rewards.tier'),
      membersFromAfar: { type: 'relation', relation: 'manyToMany', target: 'plugin::rewards.member' },
      thingsFromAfar: { type: 'relation', relation: 'morphToMany' },
      userFromAfar: toOne('users-permissions.user'),
      adjustmentFromAfar: toOne('rewards.adjustment'),
      byline: { type: 'component', component: BYLINE.uid },
      bylines: { type: 'component', component: BYLINE.uid, repeatable: true },
      zone: { type: 'dynamiczone', components: [BYLINE.uid] },
    });
    return registered;
  };
}

/** REST for the plugin's tiers, as a project opens it in its extension of the plugin. */
export function openRest(strapi: Core.Strapi): void {
  const { factories } = hostRequire('@strapi/strapi') as typeof import('@strapi/strapi');
  const register = strapi.register.bind(strapi);
  strapi.register = async () => {
    const registered = await register();
    const uid = 'plugin::rewards.tier' as never;
    const { routes } = strapi.plugin('rewards') as unknown as Record<string, Record<string, unknown>>;
    const registry = (name: string): { set(key: string, value: unknown): void } => strapi.get(name);
    registry('services').set(uid, factories.createCoreService(uid));
    registry('controllers').set(uid, factories.createCoreController(uid));
    Object.assign(routes!, { 'content-api': factories.createCoreRouter(uid) });
    return registered;
  };
}

interface OwnRole {
  readonly actions: readonly string[];
  readonly subjects: readonly string[];
  /** The plugin's, by their own names. */
  readonly permissions: readonly string[];
}

/** A token of an administrator with a role that Strapi made, by its code, or with one that is made here. */
export async function tokenOfRole(app: RunningStrapi, role: string | OwnRole): Promise<string> {
  const roles = app.strapi.db.query('admin::role');
  const { id, email, password } = await app.createAdminWith([]);
  const given =
    typeof role === 'string'
      ? ((await roles.findOne({ where: { code: role } })) as { id: number })
      : await makeRole(app.strapi, role);
  await app.strapi.db.query('admin::user').update({ where: { id }, data: { roles: [given.id] } });
  const answer = await app.request<{ data: { token: string } }>('/admin/login', { body: { email, password } });
  return answer.body.data.token;
}

async function makeRole(strapi: Core.Strapi, { actions, subjects, permissions }: OwnRole): Promise<{ id: number }> {
  const service = strapi.service('admin::role') as unknown as {
    create(attributes: object): Promise<{ id: number }>;
    assignPermissions(id: number, permissions: readonly object[]): Promise<unknown>;
  };
  const role = await service.create({ name: `Role of doors ${String(Date.now())} ${permissions.join()}` });
  await service.assignPermissions(role.id, [
    ...actions.flatMap((action) => subjects.map((subject) => ({ action, subject, properties: {}, conditions: [] }))),
    ...permissions.map((name) => ({ action: `plugin::rewards.${name}`, subject: null, conditions: [] })),
  ]);
  return role;
}
