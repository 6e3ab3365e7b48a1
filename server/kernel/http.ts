import type { z } from 'zod';
import { ENDPOINTS, permissionUid, type EndpointName, type HttpErrorDto, type ResponseOf } from '../contract';
import { RewardsError } from './errors';

/** The part of Koa's context that an action of this plugin sees. */
export interface HttpContext {
  readonly query: unknown;
  status: number;
  body: unknown;
}

/** A route of Strapi's `admin` type. */
export interface AdminRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly config: { readonly policies: readonly (string | { readonly name: string; readonly config: unknown })[] };
}

export type AdminAction = (ctx: HttpContext) => Promise<void>;

/**
 * The route of an endpoint: for logged-in administrators with the endpoint's permission, and for nobody else.
 *
 * @param controller the name under which the room's controller is registered; its action is named as the endpoint
 */
export function adminRoute(name: EndpointName, controller: string): AdminRoute {
  const { method, path, permission } = ENDPOINTS[name];
  return {
    method,
    path,
    handler: `${controller}.${name}`,
    config: {
      policies: [
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: [permissionUid(permission)] } },
      ],
    },
  };
}

/** The action of an endpoint: answers what the work returns, or the refusal that it throws. A bug is left to Strapi. */
export function adminAction<Name extends EndpointName>(
  _: Name,
  work: (ctx: HttpContext) => Promise<ResponseOf<Name>>,
): AdminAction {
  return async (ctx) => {
    try {
      ctx.body = await work(ctx);
    } catch (error) {
      if (!(error instanceof RewardsError)) throw error;
      ctx.status = error.status;
      ctx.body = toHttpError(error);
    }
  };
}

/** A refusal as the body of an answer. */
export function toHttpError({ status, message, code, details }: RewardsError): HttpErrorDto {
  return { data: null, error: { status, name: 'RewardsError', message, details: { ...details, code } } };
}

/**
 * Reads what came from outside by its schema.
 *
 * @throws INVALID_INPUT naming the first field that is wrong, or that the schema does not know
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    throw new RewardsError('INVALID_INPUT', { field: issue.keys[0] ?? '', problem: 'there is no such field.' });
  }
  throw new RewardsError('INVALID_INPUT', {
    field: issue?.path.join('.') ?? '',
    problem: issue?.message ?? 'is not valid.',
  });
}
