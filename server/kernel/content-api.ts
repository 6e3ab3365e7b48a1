/** Routes of the content API: what a site asks, validated by schemas that its routes carry (V9). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RewardsError } from './errors';
import { type FileAnswer, type HttpContext, parseInput, refuse, sendFile } from './http';

/** The part of Koa's context that an action of the content API sees. */
export interface SiteContext extends Omit<HttpContext, 'state'> {
  readonly state: {
    /** Whoever is signed in by users-permissions. */
    readonly user?: { readonly documentId?: string; readonly username?: string | null; readonly email?: string | null };
    /** By what Strapi knows who asks. */
    readonly auth?: {
      readonly strategy?: { readonly name?: string };
      readonly credentials?: { readonly id: number | string; readonly name?: string | null } | null;
    };
  };
  /** A header of the request; empty where there is none. */
  get(header: string): string;
}

export type SiteAction = (ctx: SiteContext) => Promise<void>;
export type SiteController = Readonly<Record<string, SiteAction>>;

type Fields = Readonly<Record<string, z.ZodType>>;
/** Fields of which there are none. */
type None = Readonly<Record<string, never>>;

/** What a route takes and answers, by the names of what it takes. */
export interface RouteSchema<Params extends Fields, Query extends Fields, Body extends Fields> {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: z.ZodType;
}

export type AnyRouteSchema = RouteSchema<Fields, Fields, Fields>;

/** A route as Strapi gets it, with the schemas that `strapi openapi` reads. */
export function contentRoute(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  handler: string,
  { params, query, body, response }: AnyRouteSchema,
): object {
  return {
    method,
    path,
    handler,
    config: {},
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { 'application/json': z.object(body) } } : {}),
    },
    response,
  };
}

/** How long others may keep an answer: not at all, or for a minute (V7). */
export type Caching = 'private' | 'public';

const CACHE_CONTROL: Record<Caching, string> = {
  private: 'private, no-store',
  public: 'public, max-age=60',
};

/** An answer with its pages, as Strapi gives them. */
export interface SiteAnswer {
  readonly data: unknown;
  readonly meta?: object;
}

type OutputOf<F> = F extends None
  ? unknown
  : { readonly [K in keyof F]: F[K] extends z.ZodType ? z.output<F[K]> : never };
type Output<P, Q, B> = OutputOf<P> & OutputOf<Q> & OutputOf<B>;

/**
 * The action of a route: reads what was asked by the route's schemas and refuses unknown fields by name. What the whole world
 * may see carries an ETag.
 */
export function contentAction<
  const Params extends Fields = None,
  const Query extends Fields = None,
  const Body extends Fields = None,
>(
  schema: RouteSchema<Params, Query, Body>,
  caching: Caching,
  work: (asked: Output<Params, Query, Body>, ctx: SiteContext) => Promise<SiteAnswer>,
): SiteAction {
  return (ctx) =>
    answer(ctx, caching, async () => {
      const { data, meta = {} } = await work(askedOf(schema, ctx), ctx);
      return { content: { data, meta } };
    });
}

/** An answer that is not Strapi's: a document of a standard, as the software of others reads it. */
export interface SiteDocument {
  readonly type: string;
  readonly content: string | object;
  /** Has it saved as a file of this name, in ASCII, instead of shown. */
  readonly fileName?: string;
}

/** As `contentAction`, for a document, which is sent as it is. */
export function contentDocumentAction<const Params extends Fields = None, const Query extends Fields = None>(
  schema: RouteSchema<Params, Query, None>,
  caching: Caching,
  work: (asked: Output<Params, Query, None>, ctx: SiteContext) => Promise<SiteDocument>,
): SiteAction {
  return (ctx) => answer(ctx, caching, () => work(askedOf(schema, ctx), ctx));
}

/** Answers with what is made, which others may keep as `caching` says, and which is not sent to whoever has it already. */
async function answer(
  ctx: SiteContext,
  caching: Caching,
  make: () => Promise<Omit<SiteDocument, 'type'> & { readonly type?: string }>,
): Promise<void> {
  ctx.set('Cache-Control', CACHE_CONTROL.private);
  try {
    const { type, content, fileName } = await make();
    ctx.set('Cache-Control', CACHE_CONTROL[caching]);
    ctx.status = 200;
    if (caching === 'public' && hasAlready(ctx, content)) {
      ctx.status = 304;
      return;
    }
    ctx.body = content;
    // After the body, for which Koa sets one of its own.
    if (type !== undefined) ctx.set('Content-Type', type);
    if (fileName !== undefined) ctx.set('Content-Disposition', `attachment; filename="${fileName}"`);
  } catch (error) {
    refuse(ctx, error);
  }
}

/** As `contentAction`, for a file about whoever is signed in. */
export function contentFileAction(schema: AnyRouteSchema, work: (ctx: SiteContext) => Promise<FileAnswer>): SiteAction {
  return async (ctx) => {
    try {
      askedOf(schema, ctx);
      sendFile(ctx, await work(ctx));
    } catch (error) {
      refuse(ctx, error);
    }
  };
}

function askedOf<P extends Fields, Q extends Fields, B extends Fields>(
  { params, query, body }: RouteSchema<P, Q, B>,
  ctx: SiteContext,
): Output<P, Q, B> {
  const named = Object.fromEntries(Object.keys(params ?? {}).map((name) => [name, ctx.params[name]]));
  const inPath = parseInput(z.object(params ?? {}), named);
  const inQuery = parseInput(z.strictObject(query ?? {}), ctx.query);
  const inBody = body ? parseInput(z.strictObject(body, 'must be an object.'), ctx.request.body ?? {}) : {};
  return { ...inPath, ...inQuery, ...inBody } as Output<P, Q, B>;
}

/** Whether whoever asks has this already. Koa's own look gives up where a client asks for what is current, as fetch does. */
function hasAlready(ctx: SiteContext, body: string | object): boolean {
  const etag = etagOf(body);
  ctx.set('ETag', etag);
  const known = ctx.get('If-None-Match').split(',');
  return known.some((one) => one.trim() === etag || one.trim() === '*');
}

const etagOf = (body: string | object): string =>
  `W/"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;

/** The site user who asks. @throws NOT_SIGNED_IN */
export function siteUserOf({ state: { user } }: SiteContext): {
  readonly siteUser: string;
  readonly username: string | null;
  readonly email: string | null;
} {
  if (user?.documentId === undefined) throw new RewardsError('NOT_SIGNED_IN');
  return { siteUser: user.documentId, username: user.username ?? null, email: user.email ?? null };
}
