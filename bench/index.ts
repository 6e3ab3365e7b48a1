/** `npm run bench`: what the ledger does a second, each line beside its floor from the same run. */
import os from 'node:os';

import { detectEngines, publishEngines } from '../scripts/engines.cjs';
import { ManualClock } from '../test/support/clock';
import { type Engine, enginesOfThisRun } from '../test/support/engines';
import { verdicts } from './aims';
import { analyse, openBench } from './bench';
import { createPlainLedger } from './floors/plain';
import { affiliateLines } from './lines/affiliates';
import { affiliateReportLines } from './lines/affiliate-report';
import { backfillLines } from './lines/backfill';
import { clubIntakeLines, clubLines } from './lines/club';
import { type ExportLines, exportLines } from './lines/export';
import { type ImportLines, importLines } from './lines/import';
import { clockOfLastYear, fillLargeDirectory } from './lines/large-directory';
import { listLines } from './lines/lists';
import { lotLines } from './lines/lots';
import { manyLines } from './lines/many';
import { millionLines } from './lines/million';
import { postingLines } from './lines/postings';
import { type ReconciliationLines, reconciliationLines } from './lines/reconciliation';
import { type Group, GROUPS, HELP, type Options, readOptions } from './options';
import { siteLines } from './lines/site';
import { formatReport, type Line, type Report } from './report';

/** Groups that have a database and a clock of their own. */
const APART: readonly Group[] = [
  'lists',
  'site',
  'reconciliation',
  'backfill',
  'affiliates',
  'affiliate-report',
  'club',
];
/** Accounts of the plain tables of the floors. */
const PLAIN_ACCOUNTS = 1_000;

async function run(engine: Engine, options: Options): Promise<Report> {
  const { lines, imported } = await postingsOf(engine, options);
  const isLarge = options.groups.includes('lists') || options.groups.includes('site');
  const lists = isLarge ? await listsOf(engine, options) : null;
  const reconciled = options.groups.includes('reconciliation') ? await reconciliationOf(engine, options) : null;
  const backfill = options.groups.includes('backfill') ? await backfillOf(engine, options) : [];
  const affiliates = options.groups.includes('affiliates') ? await affiliatesOf(engine, options) : [];
  const report = options.groups.includes('affiliate-report') ? await affiliateReportOf(engine, options) : null;
  const club = options.groups.includes('club') ? await clubOf(engine, options) : [];
  const all = [
    ...lines,
    ...(lists?.lines ?? []),
    ...(reconciled?.lines ?? []),
    ...backfill,
    ...affiliates,
    ...(report?.lines ?? []),
    ...club,
  ];
  const exported = [lists?.exported, report].flatMap((one) => one ?? []);
  const measured = { lines: all, imported, exported, reconciled };
  return {
    engine,
    lines: all,
    verdicts: engine === 'postgres' && !options.quick ? verdicts(measured) : [],
    notes: notesOf(engine, options),
  };
}

async function postingsOf(
  engine: Engine,
  options: Options,
): Promise<{ readonly lines: readonly Line[]; readonly imported: ImportLines | null }> {
  const has = (group: Group) => options.groups.includes(group);
  if (!GROUPS.some((group) => !APART.includes(group) && has(group))) return { lines: [], imported: null };
  const bench = await openBench(engine, options);
  try {
    const plain = await createPlainLedger(bench.knex, engine, PLAIN_ACCOUNTS);
    const lines: Line[] = [];
    if (has('postings')) lines.push(...(await postingLines(bench, plain)));
    if (has('many')) lines.push(...(await manyLines(bench, plain)));
    if (has('lots')) lines.push(...(await lotLines(bench)));
    if (has('million')) lines.push(...(await millionLines(bench)));
    const imported = has('import') ? await importLines(bench, plain) : null;
    return { lines: [...lines, ...(imported?.lines ?? [])], imported };
  } finally {
    await bench.close();
  }
}

/** The lists and the site have a database and a year of their own. */
async function listsOf(
  engine: Engine,
  options: Options,
): Promise<{ readonly lines: readonly Line[]; readonly exported: ExportLines | null }> {
  const clock = clockOfLastYear();
  const bench = await openBench(engine, options, { clock });
  try {
    const directory = await fillLargeDirectory(bench, clock);
    await analyse(bench);
    const has = (group: Group) => options.groups.includes(group);
    const lines = has('lists') ? await listLines(bench, directory) : [];
    const exported = has('lists') ? await exportLines(bench) : null;
    const site = has('site') ? await siteLines(bench, directory) : [];
    return { lines: [...lines, ...(exported?.lines ?? []), ...site], exported };
  } finally {
    await bench.close();
  }
}

/** A site whose users are all to be members. */
async function backfillOf(engine: Engine, options: Options): Promise<Line[]> {
  const bench = await openBench(engine, options, { env: { REWARDS_MEMBERS: 'every-user' } });
  try {
    return await backfillLines(bench);
  } finally {
    await bench.close();
  }
}

async function affiliatesOf(engine: Engine, options: Options): Promise<Line[]> {
  const bench = await openBench(engine, options, {
    env: { REWARDS_AFFILIATES: JSON.stringify({ allowLoopback: true }) },
  });
  try {
    return await affiliateLines(bench);
  } finally {
    await bench.close();
  }
}

/** Once with the club off, so that nothing is decided while events are taken in, and once with it on. */
async function clubOf(engine: Engine, options: Options): Promise<Line[]> {
  const lines: Line[] = [];
  for (const isOn of [false, true]) {
    const env = { REWARDS_FEATURES: JSON.stringify({ rewardsClub: isOn }) };
    const bench = await openBench(engine, options, { env });
    try {
      lines.push(...(await (isOn ? clubLines(bench) : clubIntakeLines(bench))));
    } finally {
      await bench.close();
    }
  }
  return lines;
}

/** A database and some months of its own. */
async function affiliateReportOf(engine: Engine, options: Options): Promise<ExportLines | null> {
  const clock = clockOfLastYear();
  const bench = await openBench(engine, options, { clock });
  try {
    return await affiliateReportLines(bench, clock);
  } finally {
    await bench.close();
  }
}

/** Nothing else is posted there, or what a run costs would hang on the groups that ran before. */
async function reconciliationOf(engine: Engine, options: Options): Promise<ReconciliationLines> {
  const clock = new ManualClock();
  const bench = await openBench(engine, options, { clock });
  try {
    return await reconciliationLines(bench, clock);
  } finally {
    await bench.close();
  }
}

function notesOf(engine: Engine, { rounds, seconds }: Options): string[] {
  const load = os.loadavg().map((one) => one.toFixed(1));
  return [
    `Median of ${rounds} interleaved rounds (of ${seconds} s where a rate is told) after a warm-up; floors share Strapi's pool.`,
    `Node ${process.version}, ${os.cpus().length} cores shared with the database server, load ${load.join(' ')} at the end.`,
    ...(engine === 'postgres'
      ? []
      : ['(c): a trigger moves the balance, because only PostgreSQL does it in one statement.']),
  ];
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return void process.stdout.write(`${HELP}\n`);
  process.env.REWARDS_TEST_ENGINES = options.engines.join(',');
  const versions = publishEngines(await detectEngines());
  const reports: Report[] = [];
  for (const engine of options.engines) {
    if (!enginesOfThisRun().includes(engine)) throw new Error(`${engine} was asked for, but there is none.`);
    const report = await run(engine, options);
    const version = versions.find((one) => one.engine === engine)?.version ?? engine;
    reports.push({ ...report, engine: version });
    if (!options.json) process.stdout.write(`${formatReport(reports.at(-1)!)}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
