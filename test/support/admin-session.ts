/** Administrators for tests: made in Strapi's own tables, logged in through its own route. */
import type { Core } from '@strapi/types';

import type { Answer, RequestOptions } from './strapi';

export interface AdminUser {
  id: number;
  email: string;
  password: string;
}

export interface AdminSession {
  /** A token of a super admin, who is made on the first call and logs in over HTTP. Good for 30 minutes. */
  adminToken(): Promise<string>;
  /** A token of an administrator with exactly these actions, e.g. `['plugin::rewards.view-ledger']`, or with none. */
  adminTokenWith(actions: string[]): Promise<string>;
  /** Such an administrator, to log in through the form. */
  createAdminWith(actions: string[]): Promise<AdminUser>;
  createSuperAdmin(): Promise<AdminUser>;
}

type Request = <T>(path: string, options?: RequestOptions) => Promise<Answer<T>>;

const PASSWORD = 'Playground1';

interface Role {
  id: number;
}

/** Strapi's own sessions of administrators; it does not type them either. */
interface Sessions {
  generateRefreshToken(user: string, device: string, options: { type: 'session' }): Promise<{ token: string }>;
  generateAccessToken(refreshToken: string): Promise<{ token: string }>;
}

/** The services of the admin that are used here; Strapi does not type them. */
interface AdminServices {
  role: {
    getSuperAdmin(): Promise<Role>;
    create(attributes: { name: string; description: string }): Promise<Role>;
    assignPermissions(id: number, permissions: { action: string; subject: null; conditions: [] }[]): Promise<unknown>;
  };
  auth: { hashPassword(password: string): Promise<string> };
}

/** One for all: a hash that takes long by design, for each of hundreds of administrators. */
let passwordHash: Promise<string> | undefined;

export function createAdminSession(strapi: Core.Strapi, request: Request): AdminSession {
  const service = <K extends keyof AdminServices>(name: K) =>
    strapi.service(`admin::${name}`) as unknown as AdminServices[K];
  const sessions = (strapi as unknown as { sessionManager(origin: 'admin'): Sessions }).sessionManager('admin');
  let counter = 0;
  let superAdminToken: Promise<string> | undefined;

  async function createUser(role: Role): Promise<AdminUser> {
    counter += 1;
    const email = `admin-${String(counter)}@rewards.test`;
    // The service's own `create` sends a metric that it does not wait for, whose query outlives a test that stops soon.
    const user = (await strapi.db.query('admin::user').create({
      data: {
        firstname: 'Ada',
        lastname: `Admin ${String(counter)}`,
        email,
        password: await (passwordHash ??= service('auth').hashPassword(PASSWORD)),
        isActive: true,
        blocked: false,
        roles: [role.id],
      },
    })) as { id: number };
    return { id: user.id, email, password: PASSWORD };
  }

  /** What a log-in ends with, without the comparison of the password, which takes long by design. */
  async function tokenOf({ id }: AdminUser): Promise<string> {
    const { token } = await sessions.generateRefreshToken(String(id), `device-${String(id)}`, { type: 'session' });
    return (await sessions.generateAccessToken(token)).token;
  }

  async function logIn({ email, password }: AdminUser): Promise<string> {
    const answer = await request<{ data: { token: string } }>('/admin/login', { body: { email, password } });
    if (answer.status !== 200) throw new Error(`Log-in failed: ${JSON.stringify(answer.body)}`);
    return answer.body.data.token;
  }

  async function createAdminWith(actions: string[]): Promise<AdminUser> {
    const role = await service('role').create({ name: `Role ${String(counter + 1)}`, description: 'Made by a test' });
    await service('role').assignPermissions(
      role.id,
      actions.map((action) => ({ action, subject: null, conditions: [] })),
    );
    return createUser(role);
  }

  const createSuperAdmin = async () => createUser(await service('role').getSuperAdmin());

  return {
    createSuperAdmin,
    adminToken: () => (superAdminToken ??= createSuperAdmin().then(logIn)),
    adminTokenWith: async (actions) => tokenOf(await createAdminWith(actions)),
    createAdminWith,
  };
}
