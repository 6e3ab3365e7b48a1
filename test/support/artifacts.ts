/**
 * What a real boot needs on disk, made from the sources as they are now: the plugin's server half in one file, and the
 * playground's configuration and code as CommonJS. Each run has a folder of its own, so that `npm run build` or another
 * run in the same checkout never pulls the files away. It lies under node_modules, from where packages resolve.
 */
import fs from 'node:fs';
import path from 'node:path';

import { hostProcess, hostRequire } from './host';

export const ROOT = path.resolve(__dirname, '../..');
export const PLAYGROUND = path.join(ROOT, 'playground');
const CACHE = path.join(ROOT, 'node_modules/.cache/rewards-test');

export interface Artifacts {
  /** The folder to name as the plugin's `resolve`. */
  plugin: string;
  /** The playground's `distDir`. */
  app: string;
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function bundlePlugin(folder: string): Promise<void> {
  const { build } = hostRequire('esbuild') as typeof import('esbuild');
  await build({
    entryPoints: [path.join(ROOT, 'strapi-server.ts')],
    outfile: path.join(folder, 'dist/server/index.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    // Strapi takes `module.exports.default`, and a service refers to its class by name.
    keepNames: true,
    logLevel: 'silent',
  });
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
}

async function compilePlayground(folder: string): Promise<void> {
  const { build } = hostRequire('esbuild') as typeof import('esbuild');
  const sources = ['config', 'src'].flatMap((part) => filesBelow(path.join(PLAYGROUND, part)));
  const ours = sources.filter((file) => !file.startsWith(path.join(PLAYGROUND, 'src/admin')));
  await build({
    entryPoints: ours.filter((file) => file.endsWith('.ts')),
    outbase: PLAYGROUND,
    outdir: folder,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  for (const file of ours.filter((name) => !name.endsWith('.ts'))) {
    const copy = path.join(folder, path.relative(PLAYGROUND, file));
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.copyFileSync(file, copy);
  }
}

/** Builds both halves and tells the processes that this one starts where they are. */
export async function buildArtifacts(): Promise<Artifacts> {
  fs.mkdirSync(CACHE, { recursive: true });
  const folder = fs.mkdtempSync(path.join(CACHE, `${String(hostProcess.pid)}-`));
  const artifacts = { plugin: path.join(folder, 'plugin'), app: path.join(folder, 'app') };
  await Promise.all([bundlePlugin(artifacts.plugin), compilePlayground(artifacts.app)]);
  hostProcess.env.REWARDS_TEST_ARTIFACTS = folder;
  return artifacts;
}

/** The artifacts of this run: made by jest's global setup, or on the first call outside jest and then until exit. */
export async function artifactsOfThisRun(): Promise<Artifacts> {
  const folder = hostProcess.env.REWARDS_TEST_ARTIFACTS;
  if (folder) return { plugin: path.join(folder, 'plugin'), app: path.join(folder, 'app') };
  const artifacts = await buildArtifacts();
  hostProcess.once('exit', removeArtifacts);
  return artifacts;
}

export function removeArtifacts(): void {
  const folder = hostProcess.env.REWARDS_TEST_ARTIFACTS;
  if (folder) fs.rmSync(folder, { recursive: true, force: true });
  delete hostProcess.env.REWARDS_TEST_ARTIFACTS;
}

/** The plugin as it is shipped and the playground as it is deployed; refuses to go on without either. */
export function shippedArtifacts(): Artifacts {
  for (const [file, command] of [
    [path.join(ROOT, 'dist/server/index.js'), 'npm run build'],
    [path.join(PLAYGROUND, 'dist/build/index.html'), 'npm run build --workspace playground'],
  ] as const) {
    if (!fs.existsSync(file)) throw new Error(`${path.relative(ROOT, file)} is missing: run "${command}" first.`);
  }
  return { plugin: ROOT, app: path.join(PLAYGROUND, 'dist') };
}
