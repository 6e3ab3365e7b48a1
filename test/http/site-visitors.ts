/** Who asks a site's content API: nobody in particular, users who are signed in, and tokens. */
import type { Core } from '@strapi/types';

export interface SiteUser {
  readonly id: number;
  readonly documentId: string;
  readonly username: string;
  /** What a log-in would answer. */
  readonly token: string;
}

interface Role {
  readonly id: number;
}

const roleOf = (strapi: Core.Strapi, type: string): Promise<Role> =>
  strapi.db.query('plugin::users-permissions.role').findOne({ where: { type } }) as Promise<Role>;

let counter = 0;

/** A confirmed user of the site, with a token of theirs. */
export async function signUp(strapi: Core.Strapi, username = `user-${String((counter += 1))}`): Promise<SiteUser> {
  const role = await roleOf(strapi, 'authenticated');
  const data = {
    username,
    email: `${username}@site.test`,
    provider: 'local',
    confirmed: true,
    blocked: false,
    role: role.id,
  };
  const user = (await strapi
    .documents('plugin::users-permissions.user')
    .create({ data: data as never })) as unknown as {
    id: number;
    documentId: string;
  };
  const jwt = strapi.plugin('users-permissions').service<{ issue(payload: object): string | Promise<string> }>('jwt');
  return { id: user.id, documentId: user.documentId, username, token: await jwt.issue({ id: user.id }) };
}

/** Lets a role of the site do what is named, such as `member.find`. */
export async function permit(
  strapi: Core.Strapi,
  type: 'public' | 'authenticated',
  actions: readonly string[],
): Promise<void> {
  const { id } = await roleOf(strapi, type);
  for (const name of actions) {
    const action = name.includes('::') ? name : `plugin::rewards.${name}`;
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: id } as never });
  }
}

/** A token of the content API with these actions alone. */
export async function customToken(strapi: Core.Strapi, actions: readonly string[]): Promise<string> {
  const tokens = strapi.service('admin::api-token') as unknown as {
    create(attributes: object): Promise<{ readonly accessKey: string }>;
  };
  counter += 1;
  const permissions = actions.map((name) => (name.includes('::') ? name : `plugin::rewards.${name}`));
  const attributes = {
    name: `Custom ${String(counter)}`,
    description: '',
    type: 'custom',
    lifespan: null,
    permissions,
  };
  return (await tokens.create(attributes)).accessKey;
}

/** A token that reads everything. */
export async function readOnlyToken(strapi: Core.Strapi): Promise<string> {
  const tokens = strapi.service('admin::api-token') as unknown as {
    create(attributes: object): Promise<{ readonly accessKey: string }>;
  };
  counter += 1;
  const attributes = { name: `Reader ${String(counter)}`, description: '', type: 'read-only', lifespan: null };
  return (await tokens.create(attributes)).accessKey;
}
