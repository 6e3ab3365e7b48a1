/** `npx strapi-plugin-rewards import-events`: the service `affiliates.importEvents` on a file, with progress and a summary. */
'use strict';

const fs = require('node:fs');

const { EXIT } = require('../exit');
const { checkFile, pathOf } = require('../file');
const { createProgress } = require('../progress');
const { runWithPlugin } = require('../strapi');
const { count, printSummary } = require('../summary');

const USAGE = `npx strapi-plugin-rewards import-events --file <events> [options]

Run it in the folder of a Strapi project; a TypeScript project is built first.

  --file <path>        affiliate events
  --format <format>    jsonl: a JSON object a line
                       csv: a header names the fields, a payload is JSON
                       default: csv for a file that ends with .csv, else jsonl
  --system <code>      the affiliate system of events that name none
  --help               this text

Ends with 0 when every line was taken, with 2 when lines were passed over or refused, with 1 when nothing was done or the
import was broken off. Running it again is safe: no event is recorded twice. What is recorded is sent, unless its system is
switched off.`;

const OPTIONS = {
  file: { type: 'string' },
  format: { type: 'string' },
  system: { type: 'string' },
};

const ACTOR = { id: 'command:import-events' };

async function importInto(plugin, { file, format, system }) {
  const started = performance.now();
  const tell = createProgress(process.stderr);
  const summary = await plugin.service('affiliates').importEvents(fs.createReadStream(file), {
    format: format ?? (/\.csv$/i.test(file) ? 'csv' : 'jsonl'),
    ...(system === undefined ? {} : { system }),
    actor: ACTOR,
    onProgress: ({ lines }) => tell({ phase: 'recording', done: lines, total: null }),
  });
  const rows = [
    ['lines read', count(summary.lines)],
    ['recorded', count(summary.recorded)],
    ['recorded before', count(summary.replayed)],
    ['refused', count(summary.refused)],
    ['bad lines', count(summary.badLines)],
  ];
  printSummary(`Import completed in ${((performance.now() - started) / 1000).toFixed(1)} s`, rows, summary);
  return summary.badLines + summary.refused > 0 ? EXIT.withProblems : EXIT.done;
}

const run = (given) => runWithPlugin((plugin) => importInto(plugin, { ...given, file: pathOf(given.file) }));

module.exports = { USAGE, OPTIONS, check: checkFile, run };
