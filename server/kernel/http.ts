import type { Readable } from 'node:stream';
import type { z } from 'zod';
import {
  ENDPOINTS,
  pathParameters,
  PLUGIN_ID,
  permissionUid,
  type EndpointName,
  type HttpErrorDto,
  type ResponseOf,
} from '../contract';
import { type Administrator, type StrapiAdministrator, toAdministrator } from './actor';
import { RewardsError } from './errors';
import { unstorableField } from './storable';

/** The part of Koa's context that an action of this plugin sees. */
export interface HttpContext {
  readonly query: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly request: { readonly body?: unknown };
  readonly state: {
    readonly user?: StrapiAdministrator;
    readonly userAbility?: { can(action: string): boolean };
  };
  status: number;
  body: unknown;
  set(header: string, value: string): void;
  readonly res: { destroy(): void };
}

/** A policy of this plugin, and what a route gives it. */
interface PolicyOfRoute {
  readonly name: string;
  readonly config: { readonly actions: readonly string[] };
}

/** A route of Strapi's `admin` type. */
export interface AdminRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly config: { readonly policies: readonly (string | PolicyOfRoute)[] };
}

const HAS_ONE_OF = 'has-one-of';

/** The plugin's policies: Strapi's own `hasPermissions` wants all of several permissions. */
export const policies = {
  [HAS_ONE_OF]: ({ state }: Pick<HttpContext, 'state'>, { actions }: PolicyOfRoute['config']): boolean =>
    actions.some((action) => state.userAbility?.can(action) ?? false),
};

export type AdminAction = (ctx: HttpContext) => Promise<void>;

/**
 * The route of an endpoint: for logged-in administrators with one of the endpoint's permissions, and for nobody else.
 *
 * @param controller the name under which the room's controller is registered; its action is named as the endpoint
 */
export function adminRoute(name: EndpointName, controller: string): AdminRoute {
  const { method, path, permissions } = ENDPOINTS[name];
  const hasOneOf = { name: `plugin::${PLUGIN_ID}.${HAS_ONE_OF}`, config: { actions: permissions.map(permissionUid) } };
  return {
    method,
    path,
    handler: `${controller}.${name}`,
    config: { policies: ['admin::isAuthenticatedAdmin', hasOneOf] },
  };
}

/** What an endpoint was asked: the parts that its path names, and for a GET the query, else the body. */
export function requestOf(name: EndpointName, ctx: HttpContext): unknown {
  const given = ENDPOINTS[name].method === 'GET' ? ctx.query : (ctx.request.body ?? {});
  // What is no object is left to the schema, which refuses it.
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isObject) return given;
  // Strapi's router leaves parameters of its own there, too.
  const named = pathParameters(name).map((parameter) => [parameter, ctx.params[parameter]]);
  return { ...given, ...Object.fromEntries(named) };
}

/**
 * The action of an endpoint: reads the request by its schema and answers what the work returns, or the refusal that it
 * throws. A bug is left to Strapi.
 */
export function adminAction<Name extends EndpointName, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
  work: (request: z.output<Schema>, ctx: HttpContext) => Promise<ResponseOf<Name>>,
): AdminAction {
  return async (ctx) => {
    try {
      ctx.body = await work(parseInput(schema, requestOf(name, ctx)), ctx);
    } catch (error) {
      refuse(ctx, error);
    }
  };
}

/** A file that is sent as it is made, and never held as a whole. */
export interface FileAnswer {
  /** ASCII, without a path. */
  readonly name: string;
  readonly type: 'text/csv; charset=utf-8' | 'application/json; charset=utf-8';
  readonly content: Readable;
}

/** As `adminAction`, for an endpoint that answers with a file. */
export function fileAction<Schema extends z.ZodType>(
  name: EndpointName,
  schema: Schema,
  work: (request: z.output<Schema>, ctx: HttpContext) => Promise<FileAnswer>,
): AdminAction {
  return async (ctx) => {
    try {
      const file = await work(parseInput(schema, requestOf(name, ctx)), ctx);
      ctx.set('Content-Type', file.type);
      ctx.set('Content-Disposition', `attachment; filename="${file.name}"`);
      ctx.set('Cache-Control', 'no-store');
      // Koa would leave a half-sent answer open for ever; cut off, it is seen to be incomplete.
      file.content.once('error', () => ctx.res.destroy());
      ctx.body = file.content;
    } catch (error) {
      refuse(ctx, error);
    }
  };
}

function refuse(ctx: HttpContext, error: unknown): void {
  if (!(error instanceof RewardsError)) throw error;
  ctx.status = error.status;
  ctx.body = toHttpError(error);
}

/** Who asks, as it is written down. The policies have let nobody else in, and nobody is refused for what they are called. */
export function administratorOf({ state: { user } }: HttpContext): Administrator {
  if (!user) throw new Error('A route without a logged-in administrator asked for them.');
  return toAdministrator(user);
}

/** A refusal as the body of an answer. */
export function toHttpError({ status, message, code, details }: RewardsError): HttpErrorDto {
  return { data: null, error: { status, name: 'RewardsError', message, details: { ...details, code } } };
}

/**
 * Reads what came from outside by its schema.
 *
 * @throws INVALID_INPUT naming the first field that is wrong, that holds text which no database stores, or that the schema
 *   does not know
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) {
    const field = unstorableField(result.data);
    if (field === undefined) return result.data;
    throw new RewardsError('INVALID_INPUT', { field, problem: 'holds characters that cannot be stored.' });
  }
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    throw new RewardsError('INVALID_INPUT', { field: issue.keys[0] ?? '', problem: 'there is no such field.' });
  }
  throw new RewardsError('INVALID_INPUT', {
    field: issue?.path.join('.') ?? '',
    problem: issue?.message ?? 'is not valid.',
  });
}
