/** Makes a program of this folder one file that a process of its own can run. */
import fs from 'node:fs';
import path from 'node:path';

import { artifactsOfThisRun, ROOT } from '../support/artifacts';
import { hostRequire } from '../support/host';

export interface Bundle {
  /** The program, in the folder of this run's artifacts, from where the packages of this repository resolve. */
  readonly file: string;
  remove(): void;
}

/** @param program the name of a TypeScript file beside this one, without its ending */
export async function bundleProgram(program: string): Promise<Bundle> {
  const { build } = hostRequire('esbuild') as typeof import('esbuild');
  const { plugin } = await artifactsOfThisRun();
  const folder = fs.mkdtempSync(path.join(path.dirname(plugin), `${program}-`));
  const file = path.join(folder, `${program}.cjs`);
  await build({
    entryPoints: [path.join(ROOT, `test/crash/${program}.ts`)],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'silent',
  });
  return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
