/**
 * The examples of the README and of every document, in a real Strapi: the README's first, then document by document, each in
 * order. `// → value` behind an expression is what it has to give.
 */
import fs from 'node:fs';
import path from 'node:path';

import { transformSync } from 'esbuild';

import { describeOnEveryEngine } from '../support/engines';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const ROOT = path.resolve(__dirname, '../..');
const BLOCK = /^```ts run\n([\s\S]*?)^```$/gm;
const EXPECTATION = /^(.+); \/\/ → (.+)$/gm;

interface Document {
  readonly file: string;
  readonly text: string;
  readonly examples: readonly string[];
  readonly expectations: readonly string[];
}

function readDocument(file: string): Document {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  const examples = [...text.matchAll(BLOCK)].map(([, code = '']) => code);
  return { file, text, examples, expectations: examples.join('').match(EXPECTATION) ?? [] };
}

const documents = fs
  .readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => path.join('docs', file))
  .sort();
const readme = readDocument('README.md');
const all = [readme, ...documents.map(readDocument)];
const withExamples = all.filter(({ examples }) => examples.length > 0);
const expectations = all.flatMap((document) => document.expectations);

/** What a document's examples come to: a name that one of them gives is known to those behind it, and to no other document. */
function program({ examples }: Document): string {
  const code = examples.join('\n').replace(EXPECTATION, (_, expression: string, value: string) => {
    return `same(${JSON.stringify(expression)}, ${expression}, ${value});`;
  });
  return transformSync(`async function run() {\n${code}\n}\nreturn run();`, { loader: 'ts' }).code;
}

describe('the README and the documents', () => {
  it('have examples, and say what each of them gives', () => {
    expect(all.flatMap(({ examples }) => examples).length).toBeGreaterThanOrEqual(9);
    expect(expectations.length).toBeGreaterThanOrEqual(17);
    expect(readme.examples.length).toBeGreaterThanOrEqual(5);
  });

  it('promise nothing that is not run', () => {
    const promises = ({ text }: Document): number => text.match(/\/\/ →/g)?.length ?? 0;
    const unrun = all.filter((document) => promises(document) !== document.expectations.length);
    expect(unrun.map(({ file }) => file)).toEqual([]);
  });
});

describeOnEveryEngine('the README and the documents', (engine) => {
  let app: RunningStrapi;
  beforeAll(async () => {
    app = await startStrapi({ engine });
  });
  afterAll(() => app.stop());

  it.each(withExamples.map((document) => [document.file, document] as const))(
    '%s tells what the service does',
    async (_, document) => {
      const given: [string, unknown][] = [];
      const wanted: [string, unknown][] = [];
      const same = (expression: string, value: unknown, expected: unknown): void => {
        given.push([expression, value]);
        wanted.push([expression, expected]);
      };
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the examples are ours
      const run = new Function('strapi', 'same', program(document)) as (...given: unknown[]) => Promise<void>;
      await run(app.strapi, same);
      expect(given).toEqual(wanted);
      expect(given).toHaveLength(document.expectations.length);
    },
  );
});
