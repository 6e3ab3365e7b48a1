/**
 * The order of the test files: those that take minutes first, so that no worker has one of them left when the others are
 * done. A fresh clone has no durations of an earlier run, by which jest would know.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Longest first. */
const LONG = [
  'model/model',
  'crash/boundaries',
  'crash/tasks',
  'browser/reconciliation',
  'crash/connection',
  'browser/members',
  'http/permissions',
  'browser/demo',
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
