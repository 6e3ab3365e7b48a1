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
import { asStorable, unstorableIn } from './storable';

/** The part of Koa's context that an action of this plugin sees. */
export interface HttpContext {
  readonly query: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly request: { readonly body?: unknown };
  readonly state: {
    readonly user?: StrapiAdministrator;
    /** @param subject the content type, where the action has one */
    readonly userAbility?: { can(action: string, subject?: string): boolean };
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
      sendFile(ctx, await work(parseInput(schema, requestOf(name, ctx)), ctx));
    } catch (error) {
      refuse(ctx, error);
    }
  };
}

export function sendFile(ctx: Pick<HttpContext, 'set' | 'res' | 'body'>, { name, type, content }: FileAnswer): void {
  ctx.set('Content-Type', type);
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.set('Cache-Control', 'no-store');
  // Koa would leave a half-sent answer open for ever; cut off, it is seen to be incomplete.
  content.once('error', () => ctx.res.destroy());
  ctx.body = content;
}

/** Answers a refusal; a bug is left to Strapi. */
export function refuse(ctx: Pick<HttpContext, 'status' | 'body'>, error: unknown): void {
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

/** Characters of an unknown field that a refusal repeats. */
const LONGEST_FIELD = 100;

/**
 * Reads what came from outside by its schema.
 *
 * @throws INVALID_INPUT naming the first field that is wrong, that no database stores, or that the schema does not know
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) {
    const unstorable = unstorableIn(result.data);
    if (!unstorable) return result.data;
    throw new RewardsError('INVALID_INPUT', { ...unstorable });
  }
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const field = asStorable(issue.keys[0] ?? '', LONGEST_FIELD);
    throw new RewardsError('INVALID_INPUT', { field, problem: 'there is no such field.' });
  }
  throw new RewardsError('INVALID_INPUT', {
    field: issue?.path.join('.') ?? '',
    problem: issue?.message ?? 'is not valid.',
  });
}
