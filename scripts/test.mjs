/**
 * `npm test`: from a fresh clone to a verdict. Installs and builds what is missing, says which databases and which
 * browser the run uses and which it does not, runs `npm run check` and the jest projects, and ends with one line of
 * counts. Under CI=true whatever is missing counts as a failure.
 *
 *   node scripts/test.mjs [project …] [--deep] [-- arguments for jest]
 *
 * `--deep` sets REWARDS_TEST_DEEP=true, by which the model tests run more and longer sequences.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import {
  binary,
  buildPlaygroundIfStale,
  buildPluginIfStale,
  installIfMissing,
  requireNode20,
  ROOT,
  run,
} from './lib.mjs';

const ALL = ['unit', 'db', 'http', 'model', 'crash', 'browser'];
const NEEDS_DATABASE = ['db', 'http', 'model', 'crash', 'browser'];

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split < 0 ? undefined : split);
const asked = own.filter((name) => name !== '--deep');
if (own.includes('--deep')) process.env.REWARDS_TEST_DEEP = 'true';
const jestArguments = split < 0 ? [] : process.argv.slice(split + 1);
const isCi = process.env.CI === 'true';

const unknown = asked.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`No such project: ${unknown.join(', ')}. There are ${ALL.join(', ')}.`);
  process.exit(1);
}

requireNode20();
installIfMissing();
// Only the browser looks at the build; the other tests bundle the sources for themselves.
if (asked.length === 0 || asked.includes('browser')) buildPluginIfStale();

const require = createRequire(path.join(ROOT, 'package.json'));
const { detectEngines, publishEngines } = require('./scripts/engines.cjs');
const { findChromium } = require('./scripts/chromium.cjs');

const count = { passed: 0, failed: 0, skipped: 0 };

/** Something that the run goes without: skipped and said, or failed in CI. */
function missing(what) {
  console.log(`Not run: ${what}`);
  count[isCi ? 'failed' : 'skipped'] += 1;
}

let projects = asked.length > 0 ? asked : ALL;

if (projects.some((name) => NEEDS_DATABASE.includes(name))) {
  const found = await detectEngines();
  const usable = publishEngines(found);
  for (const { version } of usable) console.log(`Engine:  ${version}`);
  for (const engine of found.filter((one) => !usable.includes(one))) {
    missing(engine.reason ?? `${engine.version}, which REWARDS_TEST_ENGINES leaves out`);
  }
}

if (
  projects.includes('db') &&
  !['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db'].every((file) => fs.existsSync(file))
) {
  missing('the start beside a binary log: mariadbd and mariadb-install-db are not installed');
}

if (projects.includes('browser')) {
  const chromium = findChromium();
  if (chromium) {
    console.log(`Browser: ${chromium}`);
    process.env.REWARDS_TEST_CHROMIUM = chromium;
    buildPlaygroundIfStale();
  } else {
    missing('the browser tests: no Chromium is installed and REWARDS_TEST_CHROMIUM names none');
    projects = projects.filter((name) => name !== 'browser');
  }
}

// Types, lint, format and style count as one check, and only where everything was asked for.
if (asked.length === 0) {
  const ok = (await run(process.execPath, [path.join(ROOT, 'scripts/check.mjs')])) === 0;
  count[ok ? 'passed' : 'failed'] += 1;
}

const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rewards-report-')), 'jest.json');
const code = await run(process.execPath, [
  binary('jest', 'bin/jest.js'),
  ...['--selectProjects', ...projects],
  ...['--passWithNoTests', '--json', `--outputFile=${report}`],
  ...jestArguments,
]);

try {
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  count.passed += result.numPassedTests;
  // A file that does not even load has no tests to count.
  count.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  count.skipped += result.numPendingTests + result.numTodoTests;
} catch {
  console.error('Jest left no report.');
  count.failed += 1;
}
fs.rmSync(path.dirname(report), { recursive: true, force: true });
if (code !== 0 && count.failed === 0) count.failed = 1;

console.log(`\n${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`);
process.exit(count.failed > 0 ? 1 : 0);
