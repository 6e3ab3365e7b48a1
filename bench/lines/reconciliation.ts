/** A full reconciliation of a large ledger (D6): what it costs, what of that is storing, and what each check costs. */
import type {
  MemberId,
  PostingInput,
  ReconciliationRunDto,
  ReconciliationService,
  StartReconciliationInput,
} from '../../server/contract';
import { RECONCILIATION_LIMITS } from '../../server/contract';
import type { LedgerAudit } from '../../server/ledger';
import { TABLES } from '../../server/ledger/schema';
import type { ManualClock } from '../../test/support/clock';
import { analyse, type Bench } from '../bench';
import { reconcileOneByOne } from '../floors/member-by-member';
import { type Contender, type Figure, figureOf, milliseconds, takeTurns } from '../measure';
import { watchMemory } from '../memory';
import { count, type Line } from '../report';
import { type StatementKind, StatementTimes } from '../statements';
import { fillLedger } from './large-ledger';
import { WHOLE_LEDGER } from './million';
import { MixedHistory } from './mixed-history';

const ROWS_A_MEMBER = 100;
/** Members that are touched before an incremental run. */
const TOUCHED = 100;
/** Members of whom the floor that takes them one by one is measured: all of them would take minutes a round. */
const SAMPLE = 500;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** One that drives tiers, so that they are checked too. */
const CURRENCY = 'bench-tiers';

export const FULL_RUN = 'full run';

const { entries, accounts, lots, holds, openItems } = TABLES;

/** Which statements are which check. Knex puts names between quotes of the database's own. */
const CHECKS: readonly StatementKind[] = [
  { name: 'figures, lots counted', sign: /COUNT\(\*\) AS lots/ },
  { name: 'accounts without rows', sign: new RegExp(`NOT EXISTS \\(SELECT 1 FROM ${entries}`) },
  { name: 'lots', sign: new RegExp(`FROM ${lots} l LEFT JOIN`) },
  { name: 'holds', sign: /MAX\(sequence \* 4/ },
  { name: 'open items', sign: /AS paid/ },
  { name: 'holds and open items of no row', sign: new RegExp(`FROM (${holds}|${openItems}) p LEFT JOIN`) },
  { name: 'arrears', sign: /AS owed/ },
  { name: 'what falls due', sign: /AS first FROM/ },
  { name: 'duplicates', sign: /having COUNT\(\*\) > 1/i },
  { name: 'standings, members read', sign: /from .rewards_members./ },
  { name: 'accounts read', sign: new RegExp(`from .${accounts}. where .member. in`) },
];

export interface ReconciliationLines {
  readonly lines: readonly Line[];
  /** By how much the process grew at most during a full run, and how much of its heap was in use, in megabytes. */
  readonly peakGrowth: number;
  readonly peakHeap: number;
}

export async function reconciliationLines(bench: Bench, clock: ManualClock): Promise<ReconciliationLines> {
  const members = await fill(bench, clock);
  bench.say(`reconciliation of ${count(members.length)} members`);
  const subjects = subjectsOf(bench, clock, members);
  const { group, sketch, full, examine, incremental, peaks, costs } = subjects;
  const turns = { inFlight: 1, seconds: 0 };
  const figures = await takeTurns([group, full, examine, incremental, sketch], bench.options.rounds, turns);
  bench.say('reconciliation with the chain, once');
  const chained = await milliseconds(() => runOf(bench, { type: 'full', verifyChain: true }, members.length));

  const size = `${count(bench.options.entries)} entries`;
  const line = (name: string, figure: Figure, floor: Contender): Line => ({
    name,
    figure,
    unit: 'ms',
    floor: { name: floor.name, figure: figures.get(floor.name)! },
  });
  const apart = chained - figures.get(full.name)!.median;
  const peakGrowth = Math.max(...peaks.map(({ growth }) => growth));
  const peakHeap = Math.max(...peaks.map(({ heap }) => heap));
  const megabytes = (name: string, values: readonly number[]): Line => ({
    name,
    figure: figureOf(values),
    unit: 'MB',
    floor: null,
  });
  return {
    lines: [
      line(`${FULL_RUN}, ${size}`, figures.get(full.name)!, group),
      line(`${FULL_RUN}, ${size}`, figures.get(full.name)!, sketch),
      line(`${examine.name}, ${size}`, figures.get(examine.name)!, group),
      ...CHECKS.map(({ name }) => line(`  of that: ${name}`, figureOf(costs.get(name)!), group)),
      line(`${incremental.name}, ${size}`, figures.get(incremental.name)!, group),
      line(`chain apart, ${size} (once: with it less without)`, figureOf([apart]), group),
      megabytes(
        `${FULL_RUN}: growth of the process at most`,
        peaks.map(({ growth }) => growth),
      ),
      megabytes(
        `${FULL_RUN}: heap in use at most`,
        peaks.map(({ heap }) => heap),
      ),
    ],
    peakGrowth,
    peakHeap,
  };
}

async function fill(bench: Bench, clock: ManualClock): Promise<MemberId[]> {
  const data = { code: CURRENCY, name: 'Bench points that drive tiers', scale: 2, drivesTiers: true };
  await bench.strapi.documents('plugin::rewards.currency' as never).create({ data: data as never });
  const members = await bench.members(bench.options.entries / ROWS_A_MEMBER);
  const history = new MixedHistory(members, bench.key, () => CURRENCY);
  await fillLedger(bench, history, () => clock.advance(MINUTE));
  await analyse(bench);
  return members;
}

/** What takes turns, and what is noted of it on the side: only by the turns that count. */
function subjectsOf(bench: Bench, clock: ManualClock, members: readonly MemberId[]) {
  const { knex, strapi } = bench;
  const { audit } = strapi.plugin('rewards').service<{ audit: LedgerAudit }>('ledger');
  const peaks: { growth: number; heap: number }[] = [];
  const costs = new Map<string, number[]>(CHECKS.map(({ name }) => [name, []]));
  const times = new StatementTimes(knex, CHECKS);
  // What an earlier run has looked at lies well before what a later one takes for touched since.
  const later = (): Promise<void> => {
    clock.advance(HOUR);
    return Promise.resolve();
  };

  const group: Contender = {
    name: WHOLE_LEDGER.group,
    run: () => milliseconds(() => knex(entries).select('account_id').sum('amount').groupBy('account_id')),
  };
  const full: Contender = {
    name: FULL_RUN,
    prepare: later,
    async run({ isWarmUp }) {
      const watch = watchMemory();
      const took = await milliseconds(() => runOf(bench, { type: 'full', verifyChain: false }, members.length));
      const peak = watch.stop();
      if (!isWarmUp) peaks.push(peak);
      return took;
    },
  };
  const examine: Contender = {
    name: 'the same, nothing stored',
    async run({ isWarmUp }) {
      let took = 0;
      const sums = await times.during(async () => (took = await milliseconds(() => examineAll(audit))));
      if (!isWarmUp) for (const [name, sum] of sums) costs.get(name)!.push(sum);
      return took;
    },
  };
  const incremental: Contender = {
    name: `incremental run, ${TOUCHED} members touched`,
    async prepare() {
      await later();
      await touch(bench, members);
    },
    run: () => milliseconds(() => runOf(bench, { type: 'incremental', verifyChain: false }, TOUCHED)),
  };
  const sample = spread(members, SAMPLE);
  const share = members.length / sample.length;
  const sketch: Contender = {
    name: `(h) member by member, as document D sketches it: ${sample.length} measured, × ${share}`,
    run: async () => share * (await milliseconds(() => reconcileOneByOne(knex, sample, CURRENCY))),
  };
  return { group, full, examine, incremental, sketch, peaks, costs };
}

/** A run through the service, as the schedule and the page have it. */
async function runOf({ strapi }: Bench, input: StartReconciliationInput, members: number): Promise<void> {
  const service = strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
  const { status, membersProcessed, discrepanciesFound, failure }: ReconciliationRunDto = await service.run(input);
  if (status !== 'completed' || membersProcessed !== members || discrepanciesFound > 0) {
    throw new Error(
      `The ${input.type} run ended ${status} after ${membersProcessed} of ${members} members, with ` +
        `${discrepanciesFound} discrepancies: ${failure ?? 'no failure'}`,
    );
  }
}

/** Everything that a run looks at, in the same batches. */
async function examineAll(audit: LedgerAudit): Promise<void> {
  for (let after = ''; ;) {
    const members = await audit.membersAfter(after, RECONCILIATION_LIMITS.batch, {});
    if (members.length === 0) return;
    const { findings } = await audit.examine(members, { verifyChain: false });
    if (findings.length > 0) throw new Error(`The examination found ${findings.length} discrepancies`);
    after = members.at(-1)!;
  }
}

async function touch(bench: Bench, members: readonly MemberId[]): Promise<void> {
  const postings = spread(members, TOUCHED).map((member): PostingInput => {
    return { type: 'grant', member, currency: CURRENCY, amount: '1.00', idempotencyKey: bench.key() };
  });
  await bench.fill(postings);
}

/** So many of all, at equal distances. */
const spread = <T>(all: readonly T[], howMany: number): T[] =>
  Array.from({ length: howMany }, (_, i) => all[Math.floor((i * all.length) / howMany)]!);
