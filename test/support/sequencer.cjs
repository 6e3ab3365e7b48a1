/**
 * The order of the test files: those that take minutes first, so that no worker has one of them left when the others are
 * done. A fresh clone has no durations of an earlier run, by which jest would know.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Longest first. */
const LONG = [
  'browser/keyboard',
  'browser/reconciliation',
  'browser/redemptions',
  // Waits for most of its time, and so belongs beside what does not.
  'db/outbox-listeners',
  'crash/start',
  'crash/tasks',
  'http/demo',
  'http/reconciliation',
  'browser/demo',
  'browser/site',
  'browser/first-steps',
  'browser/ledger-actions',
  'browser/members',
  'crash/boundaries',
  'model/postgres',
  'model/mysql',
  'http/permissions',
  'db/rules/reversal-parts',
  'db/rules/reversal',
  'model/sqlite',
  'crash/connection',
];

const rankOf = ({ path }) => {
  const rank = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return rank < 0 ? LONG.length : rank;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
};
