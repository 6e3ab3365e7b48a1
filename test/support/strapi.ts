/**
 * A real Strapi with the plugin, in this process, on a scratch database, listening on a free port. Several can follow one
 * another in one worker; two at a time cannot, because Strapi keeps itself in a global.
 */
import type { AddressInfo } from 'node:net';

import type { Core } from '@strapi/types';

import { type AdminSession, createAdminSession } from './admin-session';
import { type Artifacts, artifactsOfThisRun, PLAYGROUND, shippedArtifacts } from './artifacts';
import type { ScratchDatabase } from './database';
import type { Engine } from './engines';
import { hostProcess, hostRequire } from './host';
import { withListenersSpared } from './listeners';
import { createCopy } from './templates';

export interface StartOptions {
  engine: Engine;
  /**
   * A database of the caller's, who drops it: to boot again on the same data, or for the first time ever. Otherwise one
   * that a first boot has been through.
   */
  database?: ScratchDatabase;
  /** Environment of this boot, over the test's defaults; `REWARDS_ENABLED: 'false'` boots without the plugin. */
  env?: Record<string, string>;
  /** The shipped `dist` and the playground's production build with its admin panel, instead of the sources. */
  shipped?: boolean;
  /** The last word before `load()`: `(strapi) => strapi.config.set('plugin::rewards', …)` and the like. */
  beforeLoad?: (strapi: Core.Strapi) => void;
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface RequestOptions {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

export interface RunningStrapi extends AdminSession {
  strapi: Core.Strapi;
  engine: Engine;
  database: ScratchDatabase;
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** The body is parsed when it is JSON, a string otherwise. Never throws for a status. */
  request<T = unknown>(path: string, options?: RequestOptions): Promise<Answer<T>>;
  /** Shuts Strapi down and drops the database, unless it was handed in. */
  stop(): Promise<void>;
}

/** Sets variables of the real process and returns what puts them back. */
function setEnvironment(values: Record<string, string>): () => void {
  const before = Object.entries(values).map(([name]) => [name, hostProcess.env[name]] as const);
  Object.assign(hostProcess.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete hostProcess.env[name];
      else hostProcess.env[name] = value;
    }
  };
}

/** Strapi changes the schemas that it loads, and a module may keep state: each boot reads plugin and playground anew. */
function forgetModules({ plugin, app }: Artifacts): void {
  for (const file of Object.keys(hostRequire.cache)) {
    if (file.startsWith(`${plugin}/dist/`) || file.startsWith(`${app}/`)) delete hostRequire.cache[file];
  }
}

/** Strapi's schema sync creates tables inside a transaction, of which knex complains once a statement on MySQL. */
function warnUnlessExpected(message: string): void {
  if (!message.startsWith('Transaction was implicitly committed')) hostProcess.emitWarning(message);
}

async function load(options: StartOptions, database: ScratchDatabase): Promise<Core.Strapi> {
  const artifacts = options.shipped ? shippedArtifacts() : await artifactsOfThisRun();
  const restore = setEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    STRAPI_TELEMETRY_DISABLED: 'true',
    REWARDS_PLUGIN_PATH: artifacts.plugin,
    // Nothing happens by itself while a test looks; one that wants it sets what the playground's configuration reads.
    REWARDS_TASKS: 'false',
    ...database.env,
    ...options.env,
  });
  forgetModules(artifacts);
  let strapi: Core.Strapi | undefined;
  try {
    const { createStrapi } = hostRequire('@strapi/strapi') as typeof import('@strapi/strapi');
    strapi = withListenersSpared(() =>
      createStrapi({ appDir: PLAYGROUND, distDir: artifacts.app, serveAdminPanel: options.shipped ?? false }),
    );
    if (options.engine === 'mysql') strapi.config.set('database.connection.log', { warn: warnUnlessExpected });
    options.beforeLoad?.(strapi);
    await strapi.load();
    assertPluginLoaded(strapi);
    return strapi;
  } catch (error) {
    await strapi?.destroy().catch(() => undefined);
    throw error;
  } finally {
    restore();
  }
}

/** Strapi passes over a plugin without a server entry in silence; a test on such a Strapi would prove nothing. */
function assertPluginLoaded(strapi: Core.Strapi): void {
  const enabled = strapi.config.get<Record<string, unknown>>('enabledPlugins', {});
  if ('rewards' in enabled && !('rewards' in strapi.plugins)) {
    throw new Error('The rewards plugin is enabled, but Strapi found no server half of it.');
  }
}

async function listen(strapi: Core.Strapi): Promise<string> {
  strapi.server.mount();
  const server = strapi.server.httpServer;
  // On a busy machine a connection closed as idle could meet the next request half way.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A request helper for one address; `path` begins with a slash. */
export function requester(url: string): RunningStrapi['request'] {
  return async <T>(path: string, { method, body, token, headers }: RequestOptions = {}): Promise<Answer<T>> => {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  };
}

/** A scratch database that a first boot has been through, where there is one; the caller drops it. */
export const createPreparedDatabase = (engine: Engine): Promise<ScratchDatabase> =>
  createCopy(engine, async (database) => {
    const strapi = await load({ engine }, database);
    await strapi.destroy();
  });

export async function startStrapi(options: StartOptions): Promise<RunningStrapi> {
  const database = options.database ?? (await createPreparedDatabase(options.engine));
  const dropOwn = () => (options.database ? Promise.resolve() : database.drop());
  try {
    const strapi = await load(options, database);
    const url = await listen(strapi);
    const request = requester(url);
    return {
      strapi,
      engine: options.engine,
      database,
      url,
      request,
      ...createAdminSession(strapi, request),
      async stop() {
        await strapi.destroy();
        await dropOwn();
      },
    };
  } catch (error) {
    await dropOwn();
    throw error;
  }
}
