/** What the plugin asks and changes on routes of Strapi's own plugins. */
import type { Core } from '@strapi/types';

/** What an administrator may do (CASL's ability, as far as it is used here). */
export interface Ability {
  can(action: string): boolean;
}

/** The same, for the length of a request. */
interface RequestAbility extends Ability {
  readonly rules: readonly object[];
  update(rules: readonly object[]): unknown;
}

export interface RouteContext {
  readonly params: Record<string, string>;
  readonly request: { readonly body?: unknown; query: Readonly<Record<string, unknown>> };
  readonly state: { readonly userAbility?: RequestAbility };
  /** The answer, when there is one. */
  body?: unknown;
}

export type Policy = (context: RouteContext) => Promise<true>;
export type Middleware = (context: RouteContext, next: () => Promise<unknown>) => Promise<void>;

export interface Route {
  readonly method: string;
  readonly path: string;
}

interface Config {
  readonly policies?: readonly unknown[];
  readonly middlewares?: readonly unknown[];
}

interface ConfiguredRoute extends Route {
  config?: Config | undefined;
}

/** What changes something. */
export const isWriting = ({ method }: Route): boolean => method !== 'GET';

const undo = new WeakMap<Core.Strapi, (() => void)[]>();

/**
 * Asks on routes of a plugin, before Strapi's own policies and before it looks at what was sent, so that each answers alike.
 * Before the routes are mounted.
 *
 * @param plugin one that has routes of the kind `admin`; nothing is asked where it is not installed
 * @param name of the policy: `plugin::rewards.…`
 * @param ask refuses by throwing
 * @param isAsked whether a route is one of those
 */
export function askFirst(
  strapi: Core.Strapi,
  plugin: string,
  { name, ask, isAsked }: { name: string; ask: Policy; isAsked: (route: Route) => boolean },
): void {
  const policies: { set(name: string, policy: Policy): void } = strapi.get('policies');
  policies.set(name, ask);
  configure(strapi, plugin, isAsked, (config) => ({ ...config, policies: [name, ...(config?.policies ?? [])] }));
}

/**
 * Lets requests to routes of a plugin, and their answers, go through a middleware, after the policies. Before the routes are
 * mounted.
 *
 * @param plugin as `askFirst`
 */
export function goThrough(
  strapi: Core.Strapi,
  plugin: string,
  { through, isAsked }: { through: Middleware; isAsked: (route: Route) => boolean },
): void {
  configure(strapi, plugin, isAsked, (config) => ({
    ...config,
    middlewares: [...(config?.middlewares ?? []), through],
  }));
}

function configure(
  strapi: Core.Strapi,
  plugin: string,
  isAsked: (route: Route) => boolean,
  change: (config: Config | undefined) => Config,
): void {
  const found = strapi.plugins[plugin] as { readonly routes: unknown } | undefined;
  const { admin } = (found?.routes ?? {}) as { readonly admin?: { readonly routes: ConfiguredRoute[] } };
  const asked = (admin?.routes ?? []).filter(isAsked);
  const before = asked.map(({ config }) => config);
  for (const route of asked) route.config = change(route.config);
  // The routes belong to a module, and so to every Strapi that this process will run.
  const putBack = () => {
    for (const [i, route] of asked.entries()) route.config = before[i];
  };
  undo.set(strapi, [...(undo.get(strapi) ?? []), putBack]);
}

/** Leaves the routes as they were found. */
export function leaveRoutes(strapi: Core.Strapi): void {
  for (const putBack of undo.get(strapi) ?? []) putBack();
  undo.delete(strapi);
}
