/**
 * `npm run import -- --file <orders> …`: earns for an order history in the playground's database. Boots the compiled
 * playground in this process, without HTTP, and calls the plugin's service `earning.importOrders`, which any project can
 * call the same way. DATABASE_CLIENT, DATABASE_URL and DATABASE_FILENAME choose the database as they do for the playground.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
  buildPlaygroundIfStale,
  buildPluginIfStale,
  installIfMissing,
  PLAYGROUND,
  requireNode20,
  ROOT,
} from './lib.mjs';

const USAGE = `npm run import -- --file <orders> [options]

  --file <path>        the order history
  --format <format>    cdnow: customer, date (YYYYMMDD), items and value, parted by blanks (default)
                       csv: a header names the columns customer, ordered_at, amount and, if there is one, order_id
  --currency <code>    what is earned; default: the plugin's configuration, earning.currency
  --on-error <what>    skip: pass over bad lines (default); abort: post nothing when there is one
  --dry-run            decide everything, write nothing
  --help               this text

Ends with 0 when every line was taken, with 2 when lines were passed over or refused, with 1 when nothing was done or the
import was broken off. Running it again is safe: nothing is granted twice.`;

const EXIT = { done: 0, failed: 1, withProblems: 2 };
const PROBLEMS_SHOWN = 20;
const WIDTH = 30;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        file: { type: 'string' },
        format: { type: 'string', default: 'cdnow' },
        currency: { type: 'string' },
        'on-error': { type: 'string', default: 'skip' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(EXIT.done);
    }
    if (!values.file) throw new Error('--file is missing.');
    // npm runs this from the repository; the path is meant from where the person stands.
    const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), values.file);
    fs.accessSync(file, fs.constants.R_OK);
    return { ...values, file };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(EXIT.failed);
  }
}

const count = (value) => value.toLocaleString('en-US');

/** One line that is written over and over on a terminal, and a line for each tenth elsewhere. */
function createProgress(stream) {
  let lastTenth = -1;
  return ({ phase, done, total }) => {
    const share = total === null ? null : total === 0 ? 1 : done / total;
    if (!stream.isTTY) {
      const tenth = share === null ? -1 : Math.floor(share * 10);
      if (tenth > lastTenth) stream.write(`${phase} ${count(done)} of ${count(total)}\n`);
      lastTenth = Math.max(lastTenth, tenth);
      return;
    }
    const filled = Math.round((share ?? 0) * WIDTH);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${String(Math.floor((share ?? 0) * 100)).padStart(3)} %`;
    const text = share === null ? `${phase} ${count(done)} lines` : `${bar}  ${count(done)} of ${count(total)} orders`;
    stream.write(`\r\u001B[K${text}${share === 1 ? '\n' : ''}`);
  };
}

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
  console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(16)}${value}`).join('\n')}`);
  for (const { line, error } of summary.problems.slice(0, PROBLEMS_SHOWN)) {
    console.log(`  line ${line}: ${error.code}: ${error.message}`);
  }
  const more = summary.badLines + summary.refused - Math.min(summary.problems.length, PROBLEMS_SHOWN);
  if (more > 0) console.log(`  … and ${count(more)} more`);
}

async function runImport({ file, format, currency, ...asked }) {
  process.env.NODE_ENV ??= 'production';
  process.env.LOG_LEVEL ??= 'warn';
  process.env.STRAPI_TELEMETRY_DISABLED = 'true';
  process.env.REWARDS_CLUB = 'true';
  const { createStrapi } = createRequire(path.join(ROOT, 'package.json'))('@strapi/strapi');
  const strapi = createStrapi({
    appDir: PLAYGROUND,
    distDir: path.join(PLAYGROUND, 'dist'),
    serveAdminPanel: false,
  });
  try {
    await strapi.load();
    const started = performance.now();
    const summary = await strapi
      .plugin('rewards')
      .service('earning')
      .importOrders(
        { text: fs.createReadStream(file), format },
        {
          ...(currency === undefined ? {} : { currency }),
          onError: asked['on-error'],
          dryRun: asked['dry-run'],
          onProgress: createProgress(process.stderr),
        },
      );
    print(summary, (performance.now() - started) / 1000);
    if (summary.status === 'aborted') return EXIT.failed;
    return summary.badLines + summary.refused > 0 ? EXIT.withProblems : EXIT.done;
  } catch (error) {
    // A refusal says what is wrong; anything else needs its stack.
    console.error(error.name === 'RewardsError' ? `${error.code}: ${error.message}` : error);
    return EXIT.failed;
  } finally {
    await strapi.destroy();
  }
}

const given = readArguments();
requireNode20();
installIfMissing();
buildPluginIfStale();
buildPlaygroundIfStale();
process.exit(await runImport(given));
