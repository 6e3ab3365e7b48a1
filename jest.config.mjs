import fs from 'node:fs';
import path from 'node:path';

/**
 * One project a kind of test. `unit` and `style` need nothing; the others find databases and the built playground through
 * the global setup. Strapi runs outside jest's module registry: test/support/host.ts says why.
 */
const transform = {
  '^.+\\.[jt]sx?$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const project = (displayName, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/playground', '<rootDir>/node_modules/.cache'],
  transform,
  ...more,
});

const withDatabases = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** The model has a file an engine; scripts/test.mjs says which engines there are. */
const engines = process.env.REWARDS_TEST_ENGINES?.split(',') ?? [];
const withoutModel = ['sqlite', 'postgres', 'mysql'].filter((name) => engines.length > 0 && !engines.includes(name));

/** Files whose suites are for servers alone, where a run has none: jest takes a file without tests for a failure. */
const hasServers = engines.length === 0 || engines.some((name) => name !== 'sqlite');
const root = path.join(import.meta.dirname, 'test');
const withoutServers = hasServers
  ? []
  : fs
      .readdirSync(root, { recursive: true })
      .filter((name) => name.endsWith('.test.ts'))
      .filter((name) => fs.readFileSync(path.join(root, name), 'utf8').includes('describeOnEveryServer('))
      .map((name) => `/test/${name.replaceAll(path.sep, '/').replaceAll('.', '\\.')}$`);

export default {
  testTimeout: 120_000,
  // Every boot of a Strapi leaves some of it behind: a worker that has grown too large gives way to a new one.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  projects: [
    project('style'),
    project('unit'),
    project('package', {
      testPathIgnorePatterns: process.env.REWARDS_TEST_DEEP === 'true' ? [] : ['/test/package/fresh\\.test\\.ts$'],
    }),
    ...['db', 'http', 'crash', 'browser'].map((name) =>
      project(name, { ...withDatabases, testPathIgnorePatterns: withoutServers }),
    ),
    project('model', {
      ...withDatabases,
      testPathIgnorePatterns: withoutModel.map((name) => `/test/model/${name}\\.test\\.ts$`),
    }),
  ],
};
