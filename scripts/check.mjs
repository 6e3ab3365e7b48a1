/** `npm run check`: types, lint, format and the style test. All of them run, so that one look shows everything. */
import path from 'node:path';

import { binary, PLAYGROUND, ROOT, run } from './lib.mjs';

const CHECKS = {
  'types of server, admin, test and bench': [binary('typescript', 'bin/tsc'), '-p', ROOT],
  'types of the playground': [binary('typescript', 'bin/tsc'), '-p', PLAYGROUND, '--noEmit'],
  'types of the example site': [binary('typescript', 'bin/tsc'), '-p', path.join(PLAYGROUND, 'site')],
  lint: [
    binary('eslint', 'bin/eslint.js'),
    '--max-warnings=0',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
    '.',
  ],
  format: [binary('prettier', 'bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
  style: [binary('jest', 'bin/jest.js'), '--selectProjects', 'style', '--silent'],
};

const failed = [];
for (const [name, command] of Object.entries(CHECKS)) {
  console.log(`check: ${name}`);
  if ((await run(process.execPath, command)) !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`check: failed at ${failed.join(', ')}`);
  process.exit(1);
}
