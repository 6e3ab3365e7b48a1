/**
 * Node's test environment with a door to the real one: `hostRequire` (see host.ts) and the built-ins that code on the
 * far side compares with `instanceof` when a test passes a value in or catches one that comes out.
 */
const { createRequire } = require('node:module');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const SHARED = ['Date', 'Error', 'TypeError', 'RangeError', 'AggregateError', 'Map', 'Set', 'RegExp', 'Promise'];

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.hostRequire = createRequire(path.join(__dirname, '../../package.json'));
    for (const name of SHARED) this.global[name] = globalThis[name];
    process.setSourceMapsEnabled(true);
  }
};
