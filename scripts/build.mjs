/**
 * `npm run build`: both halves of the plugin by Strapi's own builder, and the types of the server half.
 *
 * The builder would write types for every file of the repository, tests among them, twice and in minutes; so its exports
 * name no types, and the compiler writes the ones of the server half, where it looks for them: beside the JavaScript. It
 * checks nothing here, for `npm run check` does.
 */
import fs from 'node:fs';
import path from 'node:path';

import { binary, ROOT, run } from './lib.mjs';

const STEPS = [
  [binary('@strapi/sdk-plugin', 'bin/strapi-plugin.js'), 'build', ...process.argv.slice(2)],
  [binary('typescript', 'bin/tsc'), '-p', path.join(ROOT, 'tsconfig.build.json')],
];

fs.rmSync(path.join(ROOT, 'dist'), { recursive: true, force: true });
for (const step of STEPS) {
  const code = await run(process.execPath, step);
  if (code !== 0) process.exit(code);
}
// Only Node loads the server half, and one copy of it: a refusal that one copy throws is none to the other.
fs.rmSync(path.join(ROOT, 'dist/server/index.mjs'), { force: true });
