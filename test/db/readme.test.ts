/** The README's examples, run in order in a real Strapi; `// → value` behind an expression is what it has to give. */
import fs from 'node:fs';
import path from 'node:path';

import { transformSync } from 'esbuild';

import { describeOnEveryEngine } from '../support/engines';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const README = fs.readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
const BLOCK = /^```ts run\n([\s\S]*?)^```$/gm;
const EXPECTATION = /^(.+); \/\/ → (.+)$/gm;

const examples = [...README.matchAll(BLOCK)].map(([, code = '']) => code);
const expectations = examples.join('').match(EXPECTATION) ?? [];

function program(): string {
  const code = examples.join('\n').replace(EXPECTATION, (_, expression: string, value: string) => {
    return `same(${JSON.stringify(expression)}, ${expression}, ${value});`;
  });
  return transformSync(`async function run() {\n${code}\n}\nreturn run();`, { loader: 'ts' }).code;
}

describe('the README', () => {
  it('has examples, and says what each of them gives', () => {
    expect(examples.length).toBeGreaterThanOrEqual(9);
    expect(expectations.length).toBeGreaterThanOrEqual(17);
    expect(README.match(/\/\/ →/g)).toHaveLength(expectations.length);
  });
});

describeOnEveryEngine('the README', (engine) => {
  let app: RunningStrapi;
  beforeAll(async () => {
    app = await startStrapi({ engine });
  });
  afterAll(() => app.stop());

  it('tells what the service does', async () => {
    const given: [string, unknown][] = [];
    const wanted: [string, unknown][] = [];
    const same = (expression: string, value: unknown, expected: unknown): void => {
      given.push([expression, value]);
      wanted.push([expression, expected]);
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the examples are ours
    const run = new Function('strapi', 'same', program()) as (...given: unknown[]) => Promise<void>;
    await run(app.strapi, same);
    expect(given).toEqual(wanted);
    expect(given).toHaveLength(expectations.length);
  });
});
