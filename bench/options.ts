import { parseArgs } from 'node:util';

import type { Engine } from '../test/support/engines';

/** The groups of lines, in the order in which they run: the small ledger first, the large one last. */
export const GROUPS = [
  'postings',
  'many',
  'lots',
  'million',
  'import',
  'lists',
  'site',
  'reconciliation',
  'backfill',
  'affiliates',
  'affiliate-report',
  'club',
] as const;
export type Group = (typeof GROUPS)[number];

export interface Options {
  readonly engines: readonly Engine[];
  readonly groups: readonly Group[];
  /** Interleaved rounds of which a figure is the median. */
  readonly rounds: number;
  /** How long one round of a throughput goes on. */
  readonly seconds: number;
  /** Rows of the large ledgers. */
  readonly entries: number;
  /** Orders of the import. */
  readonly orders: number;
  /** Too little data and time to hold against the aims. */
  readonly quick: boolean;
  readonly json: boolean;
}

/** A ledger with fewer rows is no large one: its members have a hundred each. */
const LEAST_ENTRIES = 100_000;
const ENGINES: readonly Engine[] = ['postgres', 'sqlite', 'mysql'];

export const HELP = `npm run bench -- [options]
  --engine <name>   ${ENGINES.join(', ')}; may be given again. Default: postgres and sqlite.
  --only <group>    ${GROUPS.join(', ')}; may be given again. Default: all.
  --quick           a tenth of the data and short rounds: shows that it runs, proves no aim.
  --entries <count> rows of the large ledgers, whatever else is given: 10000000 for the largest that has an aim.
  --json            the figures as JSON instead of a table.`;

/** Reads the command line; an unknown option or name ends with a sentence. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', multiple: true, default: ['postgres', 'sqlite'] },
      only: { type: 'string', multiple: true, default: [...GROUPS] },
      quick: { type: 'boolean', default: false },
      entries: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const size = values.quick
    ? { rounds: 3, seconds: 0.3, entries: 100_000, orders: 7_000 }
    : { rounds: 5, seconds: 1.5, entries: 1_000_000, orders: 70_000 };
  return {
    ...size,
    ...(values.entries === undefined ? {} : { entries: wholeNumber('--entries', values.entries) }),
    engines: values.engine.map((name) => oneOf('--engine', ENGINES, name)),
    groups: GROUPS.filter((group) => values.only.map((name) => oneOf('--only', GROUPS, name)).includes(group)),
    quick: values.quick,
    json: values.json,
  };
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < LEAST_ENTRIES) {
    throw new Error(`${option} ${text}: a whole number from ${LEAST_ENTRIES}.`);
  }
  return value;
}

function oneOf<T extends string>(option: string, known: readonly T[], name: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new Error(`${option} ${name}: known are ${known.join(', ')}.`);
  return found;
}
