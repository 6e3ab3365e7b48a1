/**
 * A stranger's TypeScript project with the package in it as npm packs it, without a network: the tarball unpacked into
 * `node_modules` of a project below ours, so that every other package is found in ours.
 */
import type { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { hostProcess, hostRequire } from '../support/host';

export const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/rewards-test');
/** A host's own code and configuration. */
export const TEMPLATE = path.join(__dirname, 'project');
const PROBE = path.join(__dirname, 'probe.cjs');
const QUIET = { NODE_ENV: 'production', LOG_LEVEL: 'warn', STRAPI_TELEMETRY_DISABLED: 'true' };

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Stranger {
  readonly folder: string;
  /** The package as it lies in the project. */
  readonly package: string;
  readonly tarball: string;
  /** Runs a file of JavaScript in the project's folder; never throws for what it ends with. */
  node(file: string, args?: readonly string[], env?: Record<string, string>): Promise<Finished>;
  /** What `probe.cjs` says of the project. */
  probe<T>(what: 'use' | 'leftover', env?: Record<string, string>): Promise<T>;
  remove(): void;
}

/** Runs a command to its end. */
export async function finish(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Finished> {
  const { execFile: execute } = hostRequire('node:child_process') as { execFile: typeof execFile };
  try {
    const done = await promisify(execute)(command, [...args], { ...options, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, ...done };
  } catch (error) {
    const { code, stdout, stderr } = error as Partial<Finished>;
    if (typeof code !== 'number') throw error;
    return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

/** The package of the build that is there, as `npm publish` would send it. */
export async function pack(into: string): Promise<string> {
  if (!fs.existsSync(path.join(ROOT, 'dist/server/index.js'))) throw new Error('Run "npm run build" first.');
  const { code, stdout, stderr } = await finish(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', into],
    {
      cwd: ROOT,
    },
  );
  if (code !== 0) throw new Error(stderr);
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return path.join(into, packed!.filename);
}

/** Writes parts of the project as the JavaScript that `strapi build` makes of them, without a look at the types. */
export async function compileProject(into: string, parts: readonly string[]): Promise<void> {
  const { build } = hostRequire('esbuild') as typeof import('esbuild');
  const sources = fs
    .readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' })
    .filter((file) => parts.some((part) => file.startsWith(part)));
  await build({
    entryPoints: sources.filter((file) => file.endsWith('.ts')).map((file) => path.join(TEMPLATE, file)),
    outbase: TEMPLATE,
    outdir: into,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  for (const file of sources.filter((name) => name.endsWith('.json'))) {
    fs.cpSync(path.join(TEMPLATE, file), path.join(into, file));
  }
}

/** What `probe.cjs` says of a project. */
export async function probeIn<T>(folder: string, what: string, env: Record<string, string> = {}): Promise<T> {
  const { code, stdout, stderr } = await finish(hostProcess.execPath, [PROBE, what], {
    cwd: folder,
    env: { ...hostProcess.env, ...QUIET, ...env },
  });
  const told = /^probe:(.*)$/m.exec(stdout)?.[1];
  if (code !== 0 || told === undefined) throw new Error(`The probe ended with ${String(code)}:\n${stdout}${stderr}`);
  return JSON.parse(told) as T;
}

export async function createStranger(): Promise<Stranger> {
  fs.mkdirSync(CACHE, { recursive: true });
  const folder = fs.mkdtempSync(path.join(CACHE, `${String(hostProcess.pid)}-stranger-`));
  fs.cpSync(TEMPLATE, folder, { recursive: true });
  fs.mkdirSync(path.join(folder, 'public/uploads'), { recursive: true });
  await compileProject(path.join(folder, 'dist'), ['config', 'src']);
  const tarball = await pack(folder);
  const modules = path.join(folder, 'node_modules');
  fs.mkdirSync(modules);
  await finish('tar', ['-xzf', tarball, '-C', modules], { cwd: folder });
  const unpacked = path.join(modules, 'strapi-plugin-rewards');
  fs.renameSync(path.join(modules, 'package'), unpacked);

  // Strapi asks for a plugin's package from where itself lies, which here is not the project.
  const here = { NODE_PATH: modules };
  return {
    folder,
    package: unpacked,
    tarball,
    node: (file, args = [], env = {}) =>
      finish(hostProcess.execPath, [file, ...args], {
        cwd: folder,
        env: { ...hostProcess.env, ...QUIET, ...here, ...env },
      }),
    probe: (what, env) => probeIn(folder, what, { ...here, ...env }),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
