/**
 * `node lint.mjs <package> <tarball>`: what publint and `@arethetypeswrong/core` find, as JSON. A process of its own, because both
 * are modules that jest cannot load.
 */
import fs from 'node:fs';

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';

const [folder, tarball] = process.argv.slice(2);
const { messages } = await publint({ pkgDir: folder, strict: true, pack: false });
const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(fs.readFileSync(tarball))), {
  // Only Strapi's bundler takes the admin half: it finds it by name and reads no types.
  excludeEntrypoints: ['./strapi-admin'],
});
// `export type *` exports no values, which the checker does not know; the compiler does, and says so to whoever uses one.
const problems = (analysis.problems ?? []).filter(({ kind }) => kind !== 'NamedExports');
console.log(JSON.stringify({ publint: messages, types: analysis.types, problems }));
