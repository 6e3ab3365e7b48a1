/**
 * Modules from Node's own cache instead of jest's.
 *
 * Jest gives every test file a module registry and a realm of its own. Strapi, loaded there, would be evaluated anew for
 * each file (a second or more), its native modules would meet objects of a foreign realm, and its process handlers would
 * pile up. So Strapi, its database drivers and esbuild are loaded through Node's own `require`, which
 * `environment.cjs` hands in; outside jest (bench, child processes under tsx) it is the ordinary one.
 */
declare global {
  var hostRequire: NodeJS.Require | undefined;
}

export const hostRequire: NodeJS.Require = globalThis.hostRequire ?? require;

/** The real process: the one that jest shows to tests has a copy of the environment that Strapi never sees. */
export const hostProcess = hostRequire('node:process') as NodeJS.Process;
