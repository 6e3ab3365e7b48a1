/**
 * Who may edit the plugin's content. Strapi gives Author and Editor of a new project every content type that the Content
 * Manager shows; a tier decides about money. So an administrator needs a permission of the plugin besides Strapi's own.
 */
import type { Core } from '@strapi/types';
import { type PermissionName, permissionUid } from './contract';
import { RewardsError } from './kernel';
import { refuseWrites, toStrapiError } from './kernel/content-guard';
import { BADGE_AWARD_UID, MEMBER_UID } from './members';

const OURS = 'plugin::rewards.';
const POLICY = 'plugin::rewards.may-edit';
const PEOPLE: readonly string[] = [MEMBER_UID, BADGE_AWARD_UID];
const permissionFor = (uid: string): PermissionName => (PEOPLE.includes(uid) ? 'edit-members' : 'edit-rules');

interface Ability {
  can(action: string): boolean;
}

/** What Strapi notes about a request, as far as it tells who asks. */
interface RequestState {
  readonly auth?: { readonly strategy?: { readonly name?: string } };
  readonly route?: { readonly handler?: unknown; readonly info?: { readonly type?: string } };
  readonly user?: { readonly id: number | string };
  readonly userAbility?: Ability;
  readonly auditSource?: string;
}

type Policy = (context: { readonly params: Record<string, string> }) => Promise<true>;

interface Route {
  readonly method: string;
  readonly path: string;
  config?: { readonly policies?: readonly unknown[] } | undefined;
}

/**
 * Asks for the permission on every route of the Content Manager that writes a content type of the plugin: before
 * Strapi's own policies and before it looks at what is written, so that each answers alike. Before the routes are mounted.
 */
export function guardContentManager(strapi: Core.Strapi): void {
  const mayEdit: Policy = async ({ params }) => {
    if (params.model?.startsWith(OURS)) await assertMayEdit(strapi, params.model);
    return true;
  };
  const policies: { set(name: string, policy: Policy): void } = strapi.get('policies');
  policies.set(POLICY, mayEdit);
  const { admin } = strapi.plugin('content-manager').routes as unknown as {
    readonly admin: { readonly routes: Route[] };
  };
  const writing = admin.routes.filter(({ method, path }) => method !== 'GET' && path.includes('/:model'));
  const before = writing.map(({ config }) => config);
  for (const route of writing)
    route.config = { ...route.config, policies: [POLICY, ...(route.config?.policies ?? [])] };
  // The routes belong to a module, and so to every Strapi that this process will run.
  undo.set(strapi, () => {
    for (const [i, route] of writing.entries()) route.config = before[i];
  });
}

const undo = new WeakMap<Core.Strapi, () => void>();

/** Leaves the Content Manager's routes as they were found. */
export function releaseContentManager(strapi: Core.Strapi): void {
  undo.get(strapi)?.();
  undo.delete(strapi);
}

/**
 * Asks for the permission wherever an administrator's request ends in a write of such content, by whatever route, and
 * refuses what a project's own REST routes of these types would write. Code of the project that no administrator asks for
 * writes as it likes. Takes effect when the database is there.
 */
export function guardEveryEdit(strapi: Core.Strapi): void {
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (uid.startsWith(OURS)) refuseWrites(strapi, uid, () => assertMayEdit(strapi, uid));
  }
}

/**
 * @throws Strapi's PolicyError with the code EDIT_NOT_ALLOWED, when the request that this runs in comes from somebody who may not
 *   edit content of that type
 */
async function assertMayEdit(strapi: Core.Strapi, uid: string): Promise<void> {
  const state = strapi.requestContext.get()?.state as RequestState | undefined;
  if (!state) return;
  const permission = permissionUid(permissionFor(uid));
  const may = isAdministrator(state) ? (await abilityOf(strapi, state)).can(permission) : !isOwnRestRoute(state, uid);
  if (may) return;
  const model = strapi.contentTypes[uid as never] as { readonly info: { readonly displayName: string } };
  throw toStrapiError(new RewardsError('EDIT_NOT_ALLOWED', { model: model.info.displayName, permission }));
}

/** Logged in, with a token of an administrator's, or by way of the MCP server, which says who it is and no more. */
const isAdministrator = ({ auth, auditSource }: RequestState): boolean =>
  ['admin', 'admin-token'].includes(auth?.strategy?.name ?? '') || auditSource === 'mcp';

async function abilityOf(strapi: Core.Strapi, { user, userAbility }: RequestState): Promise<Ability> {
  if (userAbility) return userAbility;
  const { engine } = strapi.service('admin::permission') as unknown as {
    readonly engine: { generateUserAbility(user: unknown): Promise<Ability> };
  };
  const administrator: unknown = await strapi.db.query('admin::user').findOne({
    where: { id: user?.id ?? 0 },
    populate: ['roles'],
  });
  return administrator ? engine.generateUserAbility(administrator) : { can: () => false };
}

/** A route that a project gave to a content type of the plugin itself, such as `plugin::rewards.tier.create`. */
const isOwnRestRoute = ({ route }: RequestState, uid: string): boolean =>
  route?.info?.type === 'content-api' && typeof route.handler === 'string' && isOf(route.handler, uid);

const isOf = (handler: string, uid: string): boolean =>
  handler.startsWith(`${uid}.`) || handler.startsWith(`${uid.slice(OURS.length)}.`);
