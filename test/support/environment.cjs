/**
 * Node's test environment with a door to the real one: `hostRequire` (see host.ts) and the built-ins that code on the
 * far side compares with `instanceof` when a test passes a value in or catches one that comes out.
 */
const asyncHooks = require('node:async_hooks');
const { createRequire } = require('node:module');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const SHARED = ['Date', 'Error', 'TypeError', 'RangeError', 'AggregateError', 'Map', 'Set', 'RegExp', 'Promise'];

/**
 * The storages that a test file makes. Node hands each of them on with every promise for as long as the process lives, and jest
 * itself makes one a file: by the fiftieth file of a worker a promise would cost many times what it did in the first.
 */
if (!asyncHooks.AsyncLocalStorage.made) {
  asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
    static made = new Set();
    constructor(...options) {
      super(...options);
      this.constructor.made.add(this);
    }
  };
}

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.hostRequire = createRequire(path.join(__dirname, '../../package.json'));
    for (const name of SHARED) this.global[name] = globalThis[name];
    process.setSourceMapsEnabled(true);
  }

  /** One that is used again, because what made it outlives the file, is handed on again. */
  async teardown() {
    const { made } = asyncHooks.AsyncLocalStorage;
    for (const storage of made) storage.disable();
    made.clear();
    await super.teardown();
  }
};
