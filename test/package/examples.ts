/**
 * The code of the README and the documents, as a stranger would have it in a project: a file each, to be compiled there.
 * What is a part of something, by its first line, is put where it belongs.
 */
import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from './stranger';

/** Not a host's code: the plugin's own, and a site's in another project. */
const ELSEWHERE = ['docs/architecture.md', "import { strapi } from '@strapi/client'"];

const RUN = /^```ts run\n([\s\S]*?)^```$/gm;
const SHOWN = /^```ts\n([\s\S]*?)^```$/gm;

export interface Example {
  /** Below `src/examples`. */
  readonly file: string;
  readonly code: string;
}

const documents = (): string[] =>
  fs
    .readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join('docs', file))
    .sort();

/** Where a part belongs, by what its first line says. */
function wholeOf(code: string): string {
  if (/^(import|export) /m.test(code)) return code;
  const first = code.split('\n', 1)[0] ?? '';
  if (first === '// config/plugins.ts, rewards.config') {
    return `export default ({ env }: { env: (name: string) => string }) => ({ env, rewards: { config: {\n${code}} } });\n`;
  }
  if (first === '// config/database.ts') {
    return `export const part = {\n${code}};\n`;
  }
  return `export async function run(user: { documentId: string }) {\n${code}return user;\n}\n`;
}

/** Every example, those of one document that run together in one file. */
export function examples(): Example[] {
  return ['README.md', ...documents()].flatMap((document) => {
    const text = fs.readFileSync(path.join(ROOT, document), 'utf8');
    const name = document.replace(/\.md$/, '').replaceAll('/', '-').toLowerCase();
    const run = [...text.matchAll(RUN)].map(([, code = '']) => code).join('\n');
    const shown = [...text.matchAll(SHOWN)]
      .map(([, code = '']) => code)
      .filter((code) => !ELSEWHERE.some((one) => document === one || code.startsWith(one)));
    return [
      ...(run === '' ? [] : [{ file: `${name}.ts`, code: `export async function run() {\n${run}\n}\n` }]),
      ...shown.map((code, i) => ({ file: `${name}-${String(i + 1)}.ts`, code: wholeOf(code) })),
    ];
  });
}
