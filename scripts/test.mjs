/**
 * `npm test`: from a fresh clone to a verdict. Installs and builds what is missing, says which databases and which
 * browser the run uses and which it does not, runs `npm run check` and the jest projects, and ends with one line of
 * counts. Under CI=true whatever is missing counts as a failure.
 *
 *   node scripts/test.mjs [project …] [--deep] [-- arguments for jest]
 *
 * `--deep` sets REWARDS_TEST_DEEP=true, by which some files do more than in every run (test/deep.md). Where no project is
 * named, it runs these and no others.
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

const ALL = ['unit', 'package', 'db', 'http', 'model', 'crash', 'browser'];
/** The files that do more under `--deep`. */
const DEEP = {
  projects: ['unit', 'package', 'db', 'model', 'crash', 'browser'],
  files: [
    'unit/rules-against-model',
    'package/fresh',
    'db/import',
    'model/(sqlite|postgres|mysql|club/club)',
    'crash/(boundaries|club|connection|start|tasks)',
    'browser/(adjustments|affiliate-comparison|affiliate-events|affiliate-systems|first-steps|ledger|ledger-actions|members|overview|reconciliation|redemptions|site|tasks)',
  ],
};

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split < 0 ? undefined : split);
const asked = own.filter((name) => name !== '--deep');
const isDeep = own.includes('--deep');
if (isDeep) process.env.REWARDS_TEST_DEEP = 'true';
/** The package goes into fresh projects on every database in `--deep` alone. */
const NEEDS_DATABASE = ['db', 'http', 'model', 'crash', 'browser', ...(isDeep ? ['package'] : [])];
const jestArguments = split < 0 ? [] : process.argv.slice(split + 1);
/** Everything, for a verdict on the whole. */
const isWhole = asked.length === 0 && !isDeep;
if (isDeep && asked.length === 0) {
  jestArguments.push(`--testPathPatterns=/test/(${DEEP.files.join('|')})\\.test\\.ts$`);
}
const isCi = process.env.CI === 'true';

const unknown = asked.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`No such project: ${unknown.join(', ')}. There are ${ALL.join(', ')}.`);
  process.exit(1);
}

let projects = asked.length > 0 ? asked : isDeep ? DEEP.projects : ALL;

requireNode20();
installIfMissing();
// Only these look at the build; the other tests bundle the sources for themselves.
if (['browser', 'package'].some((name) => projects.includes(name))) buildPluginIfStale();

const require = createRequire(path.join(ROOT, 'package.json'));
const { detectEngines, publishEngines } = require('./scripts/engines.cjs');
const { findChromium } = require('./scripts/chromium.cjs');

const count = { passed: 0, failed: 0, skipped: 0 };

/** Something that the run goes without: skipped and said, or failed in CI. */
function missing(what) {
  console.log(`Not run: ${what}`);
  count[isCi ? 'failed' : 'skipped'] += 1;
}

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
if (isWhole) {
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

const SLOWEST_SHOWN = 10;

/** The files that took longest, longest first, in seconds. */
function printSlowest({ testResults }) {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name: path.relative(ROOT, name), seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST_SHOWN);
  console.log(`\nThe slowest ${files.length} files, in seconds:`);
  for (const { name, seconds } of files) console.log(`${seconds.toFixed(1).padStart(8)}  ${name}`);
}

try {
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  count.passed += result.numPassedTests;
  // A file that does not even load has no tests to count.
  count.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  count.skipped += result.numPendingTests + result.numTodoTests;
  if (result.testResults.length > 1) printSlowest(result);
} catch {
  console.error('Jest left no report.');
  count.failed += 1;
}
fs.rmSync(path.dirname(report), { recursive: true, force: true });
if (code !== 0 && count.failed === 0) count.failed = 1;

console.log(`\n${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`);
process.exit(count.failed > 0 ? 1 : 0);
