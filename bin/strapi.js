/** The Strapi of the folder that a command runs in, loaded without HTTP and without its scheduled work. */
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const { EXIT } = require('./exit');

/** What keeps a command from its work, in a sentence; anything else that is thrown is a bug and shows its stack. */
class CannotRun extends Error {}

/** The project's own Strapi: a second copy would not be the one that its configuration and plugins are made for. */
function strapiOf(folder) {
  const requireThere = createRequire(path.join(folder, 'package.json'));
  let file;
  try {
    file = requireThere.resolve('@strapi/strapi');
  } catch {
    throw new CannotRun(`${folder} is no Strapi project: @strapi/strapi is not installed there.`);
  }
  // What Strapi itself asks where a project's JavaScript is.
  return { ...requireThere(file), typescript: createRequire(file)('@strapi/typescript-utils') };
}

/** Where the project's JavaScript is: a TypeScript project is built first. */
function compiledFolder(folder, typescript) {
  if (!typescript.isUsingTypeScriptSync(folder)) return folder;
  const dist = typescript.resolveOutDirSync(folder);
  if (fs.existsSync(path.join(dist, 'config'))) return dist;
  throw new CannotRun('The project is not built yet: run "npm run build" first.');
}

/**
 * Loads the project of a folder, lets work use its plugin, and shuts it down again.
 *
 * @param {string} folder
 * @param {(plugin: object) => Promise<number>} work gives the exit code
 */
async function withPlugin(folder, work) {
  process.env.NODE_ENV ??= 'production';
  process.env.LOG_LEVEL ??= 'warn';
  process.env.STRAPI_TELEMETRY_DISABLED = 'true';
  const { createStrapi, typescript } = strapiOf(folder);
  const strapi = createStrapi({ appDir: folder, distDir: compiledFolder(folder, typescript), serveAdminPanel: false });
  try {
    await strapi.load();
    const plugin = strapi.plugins.rewards;
    if (!plugin) throw new CannotRun('The plugin is not enabled: see rewards.enabled in config/plugins.');
    return await work(plugin);
  } finally {
    await strapi.destroy();
  }
}

/**
 * As `withPlugin`, of the folder that the command runs in; what keeps it from its work is told and ends it.
 *
 * @param {(plugin: object) => Promise<number>} work gives the exit code
 */
async function runWithPlugin(work) {
  try {
    return await withPlugin(process.cwd(), work);
  } catch (error) {
    // A refusal says what is wrong; anything else needs its stack.
    if (error instanceof CannotRun) console.error(error.message);
    else console.error(error.name === 'RewardsError' ? `${error.code}: ${error.message}` : error);
    return EXIT.failed;
  }
}

module.exports = { runWithPlugin };
