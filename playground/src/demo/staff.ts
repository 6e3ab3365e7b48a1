import type { Core } from '@strapi/strapi';

/** The demo's administrators. Their password is public: the demo listens on this machine only. */
export const PASSWORD = 'RewardsDemo1';

interface LogIn {
  readonly title: string;
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
  /** Which of the plugin's actions the role has; null: Strapi's super admin. */
  readonly may: ((action: string) => boolean) | null;
}

export const LOG_INS: readonly LogIn[] = [
  { title: 'Super admin', email: 'admin@rewards.example', firstname: 'Sasha', lastname: 'Admin', may: null },
  {
    title: 'Rewards manager',
    email: 'manager@rewards.example',
    firstname: 'Mona',
    lastname: 'Manager',
    may: () => true,
  },
  {
    title: 'Rewards auditor',
    email: 'auditor@rewards.example',
    firstname: 'Aurelio',
    lastname: 'Auditor',
    may: (action) => action.split('.').at(-1)!.startsWith('view-'),
  },
];

interface Role {
  readonly id: number;
}

/** The services of Strapi's admin that are used here; it does not type them. */
interface AdminServices {
  role: {
    getSuperAdmin(): Promise<Role>;
    create(attributes: { name: string; description: string }): Promise<Role>;
    findOne(where: { name: string }): Promise<Role | null>;
    assignPermissions(id: number, permissions: { action: string; subject: null; conditions: [] }[]): Promise<unknown>;
  };
  auth: { hashPassword(password: string): Promise<string> };
  permission: { actionProvider: { values(): { actionId: string; pluginName?: string }[] } };
}

/** Makes the log-ins and their roles, each once. */
export async function ensureStaff(strapi: Core.Strapi): Promise<void> {
  const service = <K extends keyof AdminServices>(name: K) =>
    strapi.service(`admin::${name}`) as unknown as AdminServices[K];
  const ours = service('permission')
    .actionProvider.values()
    .filter(({ pluginName }) => pluginName === 'rewards')
    .map(({ actionId }) => actionId);

  async function roleFor({ title, may }: LogIn): Promise<Role> {
    if (may === null) return service('role').getSuperAdmin();
    const existing = await service('role').findOne({ name: title });
    if (existing) return existing;
    const role = await service('role').create({ name: title, description: 'Made for the demo of Rewards' });
    await service('role').assignPermissions(
      role.id,
      ours.filter(may).map((action) => ({ action, subject: null, conditions: [] })),
    );
    return role;
  }

  const users = strapi.db.query('admin::user');
  for (const logIn of LOG_INS) {
    const { email, firstname, lastname } = logIn;
    if (await users.findOne({ where: { email } })) continue;
    const role = await roleFor(logIn);
    const password = await service('auth').hashPassword(PASSWORD);
    await users.create({
      data: { email, firstname, lastname, password, isActive: true, blocked: false, roles: [role.id] },
    });
  }
}
