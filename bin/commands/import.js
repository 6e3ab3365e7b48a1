/** `npx strapi-plugin-rewards import`: the service `earning.importOrders` on a file, with progress and a summary. */
'use strict';

const fs = require('node:fs');

const { EXIT } = require('../exit');
const { checkFile, pathOf } = require('../file');
const { createProgress } = require('../progress');
const { runWithPlugin } = require('../strapi');
const { count, printSummary } = require('../summary');

const USAGE = `npx strapi-plugin-rewards import --file <orders> [options]

Run it in the folder of a Strapi project; a TypeScript project is built first.

  --file <path>        the order history
  --format <format>    csv: a header names the columns customer, ordered_at, amount and, if there is one, order_id
                       cdnow: customer, date (YYYYMMDD), items and value, parted by blanks
                       default: csv for a file that ends with .csv, else cdnow
  --currency <code>    what is earned; default: the plugin's configuration, earning.currency
  --source <name>      where order ids are unique; default: orders
  --on-error <what>    skip: pass over bad lines (default); abort: post nothing when there is one
  --dry-run            decide everything, write nothing
  --help               this text

Ends with 0 when every line was taken, with 2 when lines were passed over or refused, with 1 when nothing was done or the
import was broken off. Running it again is safe: nothing is granted twice.`;

const OPTIONS = {
  file: { type: 'string' },
  format: { type: 'string' },
  currency: { type: 'string' },
  source: { type: 'string' },
  'on-error': { type: 'string', default: 'skip' },
  'dry-run': { type: 'boolean', default: false },
};

function print(summary, seconds) {
  const title = `${summary.dryRun ? 'Dry run, nothing was written' : 'Import'}: ${summary.status} in ${seconds.toFixed(1)} s`;
  const span = summary.from ? `, ${summary.from.slice(0, 10)} to ${summary.to.slice(0, 10)}` : '';
  const rows = [
    ['orders read', `${count(summary.orders)}${span}`],
    ['members', count(summary.members)],
    ['granted', count(summary.granted)],
    ['granted before', count(summary.replayed)],
    ['earn nothing', count(summary.skipped)],
    ['refused', count(summary.refused)],
    ['bad lines', count(summary.badLines)],
    ['total', `${summary.total} ${summary.currency}`],
  ];
  printSummary(title, rows, summary);
}

function exitOf({ status, badLines, refused }) {
  if (status === 'aborted') return EXIT.failed;
  return badLines + refused > 0 ? EXIT.withProblems : EXIT.done;
}

async function importInto(plugin, { file, format, currency, source, ...asked }) {
  const started = performance.now();
  const summary = await plugin.service('earning').importOrders(
    { text: fs.createReadStream(file), format: format ?? (/\.csv$/i.test(file) ? 'csv' : 'cdnow') },
    {
      ...(currency === undefined ? {} : { currency }),
      ...(source === undefined ? {} : { source }),
      onError: asked['on-error'],
      dryRun: asked['dry-run'],
      onProgress: createProgress(process.stderr),
    },
  );
  print(summary, (performance.now() - started) / 1000);
  return exitOf(summary);
}

const run = (given) => runWithPlugin((plugin) => importInto(plugin, { ...given, file: pathOf(given.file) }));

module.exports = { USAGE, OPTIONS, check: checkFile, run };
