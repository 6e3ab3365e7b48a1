/**
 * Who may edit the plugin's content. Strapi gives Author and Editor of a new project every content type that the Content
 * Manager shows; a tier decides about money. So an administrator needs a permission of the plugin besides Strapi's own.
 */
import type { Core } from '@strapi/types';
import { type PermissionName, permissionUid } from './contract';
import { isOwnUid, OWN_UID, RewardsError } from './kernel';
import { refuseWrites, toStrapiError } from './kernel/content-guard';
import type { AnyRoom } from './kernel/room';
import { type Ability, askFirst, isWriting, type Policy, type Route } from './kernel/route-policies';

/** What it takes to edit a content type, or a table that no editor should write at all. */
const permissionFor = (uid: string, rooms: readonly AnyRoom[]): PermissionName =>
  rooms.flatMap(({ contentTypes = {} }) => Object.values(contentTypes)).find((content) => content.uid === uid)
    ?.editedWith ?? 'edit-rules';

/** What Strapi notes about a request, as far as it tells who asks. */
interface RequestState {
  readonly auth?: { readonly strategy?: { readonly name?: string } };
  readonly route?: {
    readonly handler?: unknown;
    readonly info?: { readonly type?: string; readonly pluginName?: string };
  };
  readonly user?: { readonly id: number | string };
  readonly userAbility?: Ability;
  readonly auditSource?: string;
}

/** Asks for the permission on every route of the Content Manager that writes a content type of the plugin (`askFirst`). */
export function guardContentManager(strapi: Core.Strapi, rooms: readonly AnyRoom[]): void {
  const ask: Policy = async ({ params }) => {
    if (isOwnUid(params.model)) await assertMayEdit(strapi, params.model, rooms);
    return true;
  };
  const isAsked = (route: Route) => isWriting(route) && route.path.includes('/:model');
  askFirst(strapi, 'content-manager', { name: `${OWN_UID}may-edit`, ask, isAsked });
}

/**
 * Asks for the permission wherever an administrator's request ends in a write of such content, by whatever route, and
 * refuses what a project's own REST routes of these types would write. Code of the project that no administrator asks for
 * writes as it likes. Takes effect when the database is there.
 */
export function guardEveryEdit(strapi: Core.Strapi, rooms: readonly AnyRoom[]): void {
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (isOwnUid(uid)) refuseWrites(strapi, uid, () => assertMayEdit(strapi, uid, rooms));
  }
}

/**
 * Asks, too, whoever attaches a file to such content by the file: an upload may say whose it is (`ref`), and writes nothing
 * but its own row. Takes effect when the database is there.
 */
export function guardEveryFile(strapi: Core.Strapi, rooms: readonly AnyRoom[]): void {
  const ask = async ({ params: { data } }: { readonly params: { readonly data?: { readonly related?: unknown } } }) => {
    for (const uid of typesIn(data?.related)) await assertMayEdit(strapi, uid, rooms, isUploadRoute);
  };
  strapi.db.lifecycles.subscribe({ models: ['plugin::upload.file'], beforeCreate: ask, beforeUpdate: ask });
}

/** The plugin's content types that a polymorphic relation names, however it is written: as one, as many, to be set or added. */
function typesIn(related: unknown): readonly string[] {
  if (Array.isArray(related)) return [...new Set(related.flatMap(typesIn))];
  if (typeof related !== 'object' || related === null) return [];
  const { __type: uid, set, connect } = related as Readonly<Record<string, unknown>>;
  return [...(isOwnUid(uid) ? [uid] : []), ...typesIn(set), ...typesIn(connect)];
}

/**
 * @param isRefused whether a request of somebody who is no administrator comes by a way that no project's code has decided on
 * @throws Strapi's PolicyError with the code EDIT_NOT_ALLOWED, when the request that this runs in comes from somebody who may not
 *   edit content of that type
 */
async function assertMayEdit(
  strapi: Core.Strapi,
  uid: string,
  rooms: readonly AnyRoom[],
  isRefused: (state: RequestState, uid: string) => boolean = isOwnRestRoute,
): Promise<void> {
  const state = strapi.requestContext.get()?.state as RequestState | undefined;
  if (!state) return;
  const permission = permissionUid(permissionFor(uid, rooms));
  const may = isAdministrator(state) ? (await abilityOf(strapi, state)).can(permission) : !isRefused(state, uid);
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

/** Strapi's own route for uploads. */
const isUploadRoute = ({ route }: RequestState): boolean =>
  route?.info?.type === 'content-api' && route.info.pluginName === 'upload';

const isOf = (handler: string, uid: string): boolean =>
  handler.startsWith(`${uid}.`) || handler.startsWith(`${uid.slice(OWN_UID.length)}.`);
