/** What the commands of this folder share. Node's built-ins only: they run before anything is installed. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');
export const PLAYGROUND = path.join(ROOT, 'playground');

const at = (file) => path.join(ROOT, file);

/** Runs npm in the repository and gives up with it when it fails. */
function npm(args) {
  // Under `npm run`, npm names itself; a shell is needed only where npm is a batch file.
  const cli = process.env.npm_execpath;
  const [command, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const { status } = spawnSync(command, [...prefix, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ${args.join(' ')} failed.`);
    process.exit(status ?? 1);
  }
}

/** The newest change below the paths, in milliseconds; 0 when there is none. */
function newest(paths) {
  let latest = 0;
  for (const file of paths) {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) continue;
    const inside = stat.isDirectory()
      ? newest(fs.readdirSync(file).map((name) => path.join(file, name)))
      : stat.mtimeMs;
    latest = Math.max(latest, inside);
  }
  return latest;
}

function isStale(result, sources) {
  const stat = fs.statSync(at(result), { throwIfNoEntry: false });
  return !stat || newest(sources.map(at)) > stat.mtimeMs;
}

export function requireNode20() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  console.error(`Node 20 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

/** npm writes node_modules/.package-lock.json at the end of each install: older than the lock file means incomplete. */
export function installIfMissing() {
  if (!isStale('node_modules/.package-lock.json', ['package-lock.json', 'package.json', 'playground/package.json']))
    return;
  console.log('Installing packages (about three minutes on a fresh machine) …');
  // Not `npm ci`: the lock file was made on Linux from a registry that lacks the native parts of other platforms, which
  // `ci` refuses and `install` looks up. Without saving, because running the tests is no reason to change a file.
  npm(['install', '--no-save', '--no-progress', '--loglevel=error']);
  const now = new Date();
  fs.utimesSync(at('node_modules/.package-lock.json'), now, now);
}

const PLUGIN_SOURCES = ['server', 'admin', 'strapi-server.ts', 'strapi-admin.ts', 'package.json', 'tsconfig.json'];

/** Strapi passes over a plugin without a built server half in silence, so nothing here starts without one. */
export function buildPluginIfStale() {
  if (!isStale('dist/server/index.js', PLUGIN_SOURCES)) return;
  console.log('Building the plugin …');
  npm(['run', 'build', '--silent']);
}

/** What ends up in the admin's bundle. */
const PANEL_SOURCES = ['admin', 'strapi-admin.ts', 'server/contract', 'playground/package.json', 'package-lock.json'];

/** The production build of the playground: the admin panel with the plugin's pages inside, and its own code compiled. */
export function buildPlaygroundIfStale() {
  if (isStale('playground/dist/build/index.html', PANEL_SOURCES)) {
    console.log('Building the admin panel of the playground (about half a minute) …');
    npm(['run', 'build', '--silent', '--workspace', 'playground']);
  } else if (
    isStale('playground/dist/src/index.js', ['playground/config', 'playground/src', 'playground/tsconfig.json'])
  ) {
    npm(['exec', '--', 'tsc', '-p', 'playground']);
  }
}

/** Runs a command in the repository to its end, handing each line of its output on. Resolves with its exit code. */
export function run(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // A terminal sends Ctrl-C to the whole group, and the child ends by itself; SIGTERM reaches only this process.
    const wait = () => {};
    const end = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', end);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => {
      process.off('SIGINT', wait).off('SIGTERM', end);
      resolve(code ?? 1);
    });
  });
}

/** The JavaScript file behind a package's command, to be run by this very Node. */
export function binary(name, file) {
  return at(path.join('node_modules', name, file));
}
