/** What is timed of the reconciliation of a large ledger, each beside the floors of the same run. */
import type {
  MemberId,
  PostingInput,
  ReconciliationRunDto,
  ReconciliationService,
  StartReconciliationInput,
} from '../../server/contract';
import type { LedgerAudit } from '../../server/integrity';
import { TABLES } from '../../server/ledger/schema';
import { batchOf } from '../../server/reconciliation/rules';
import type { ManualClock } from '../../test/support/clock';
import { analyse, type Bench } from '../bench';
import { reconcileOneByOne } from '../floors/member-by-member';
import { type Contender, milliseconds } from '../measure';
import { type Peak, watchMemory } from '../memory';
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
export const CHECKS: readonly StatementKind[] = [
  { name: 'figures, lots counted', sign: /COUNT\(\*\) AS lots/ },
  { name: 'accounts without rows', sign: new RegExp(`NOT EXISTS \\(SELECT 1 FROM ${entries}`) },
  { name: 'lots', sign: new RegExp(`FROM ${lots} l LEFT JOIN`) },
  { name: 'holds', sign: /MAX\(sequence \* 4/ },
  { name: 'open items', sign: /AS paid/ },
  { name: 'holds and open items of no row', sign: new RegExp(`FROM (${holds}|${openItems}) p LEFT JOIN`) },
  { name: 'arrears', sign: /AS owed/ },
  { name: 'what falls due', sign: /AS first FROM/ },
  { name: 'duplicates', sign: /having COUNT\(\*\) > /i },
  { name: 'standings, members read', sign: /from .rewards_members./ },
  { name: 'accounts read', sign: new RegExp(`from .${accounts}. where .member. in`) },
];

/** Members with a hundred rows each, in one currency. */
export async function fillAccounts(bench: Bench, clock: ManualClock): Promise<MemberId[]> {
  const data = { code: CURRENCY, name: 'Bench points that drive tiers', scale: 2, drivesTiers: true };
  await bench.strapi.documents('plugin::rewards.currency' as never).create({ data: data as never });
  const members = await bench.members(bench.options.entries / ROWS_A_MEMBER);
  const history = new MixedHistory(members, bench.key, () => CURRENCY);
  await fillLedger(bench, history, () => clock.advance(MINUTE));
  await analyse(bench);
  return members;
}

/** What takes turns, and what is noted of it on the side: only by the turns that count. */
export function contendersOf(bench: Bench, clock: ManualClock, members: readonly MemberId[]) {
  const { knex, strapi } = bench;
  const { audit } = strapi.plugin('rewards').service<{ audit: LedgerAudit }>('ledger');
  const peaks: Peak[] = [];
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
export async function runOf({ strapi }: Bench, input: StartReconciliationInput, members: number): Promise<void> {
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
    const members = await audit.membersAfter(after, batchOf(false), {});
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
