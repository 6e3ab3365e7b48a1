/** A large ledger, filled by the engine itself: check, rebuild and the verification of the chain. */
import { TABLES } from '../../server/ledger/schema';
import { analyse, type Bench, CHUNK } from '../bench';
import { type Contender, type Figure, milliseconds, takeTurns } from '../measure';
import { count, type Line } from '../report';
import { fillLedger } from './large-ledger';
import { MixedHistory } from './mixed-history';

const ACCOUNTS = 10_000;
/** Accounts whose balance is falsified for the rebuild that has something to do. */
const DAMAGED = 100;

export const WHOLE_LEDGER = {
  group: '(e) SELECT account_id, SUM(amount) … GROUP BY account_id',
  read: '(e) all rows read in pages, nothing made of them',
} as const;

export async function millionLines(bench: Bench): Promise<Line[]> {
  const { ledger, knex, options, key } = bench;
  const filled = await fillLedger(bench, new MixedHistory(await bench.members(ACCOUNTS), key));
  await analyse(bench);
  bench.say(`check, rebuild and verifyChain at ${options.entries} entries`);

  const group = timed(WHOLE_LEDGER.group, () =>
    knex(TABLES.entries).select('account_id').sum('amount').groupBy('account_id'),
  );
  const read = timed(WHOLE_LEDGER.read, () => readLedger(bench));
  const check = timed('check', async () => {
    const { accountsDrifted } = await ledger.check();
    if (accountsDrifted > 0) throw new Error(`check found ${accountsDrifted} drifted accounts`);
  });
  const rebuild = timed('rebuild, nothing to do', () => ledger.rebuild());
  const repair: Contender = {
    name: `rebuild, ${DAMAGED} accounts falsified`,
    prepare: () => falsify(bench),
    run: () =>
      milliseconds(async () => {
        const { accountsRebuilt } = await ledger.rebuild();
        if (accountsRebuilt !== DAMAGED) throw new Error(`rebuild repaired ${accountsRebuilt} accounts`);
      }),
  };
  let verified = 0;
  const chain = timed('verifyChain', async () => {
    const report = await ledger.verifyChain();
    if (report.findings.length > 0) throw new Error('verifyChain found something');
    verified = report.entriesVerified;
  });
  const turns = { inFlight: 1, seconds: 0 };
  const sums = await takeTurns([group, check, rebuild, repair], options.rounds, turns);
  const chains = await takeTurns([read, chain], 3, turns);
  const figures = new Map([...sums, ...chains]);
  const line = (subject: Contender, floor: Contender): Line => ({
    name: `${subject.name}, ${count(options.entries)} entries`,
    figure: figures.get(subject.name)!,
    unit: 'ms',
    floor: { name: floor.name, figure: figures.get(floor.name)! },
  });
  return [
    { name: `postMany by ${CHUNK}, all types mixed`, figure: filled, unit: '/s', floor: null },
    line(check, group),
    line(rebuild, group),
    line(repair, group),
    {
      name: 'verifyChain, rows',
      figure: rates(verified, figures.get(chain.name)!),
      unit: '/s',
      floor: { name: read.name, figure: rates(verified, figures.get(read.name)!) },
    },
  ];
}

const timed = (name: string, work: () => Promise<unknown>): Contender => ({ name, run: () => milliseconds(work) });

/** How many a second, from how many milliseconds for all of them. */
const rates = (howMany: number, { median, lowest, highest }: Figure): Figure => ({
  median: (howMany * 1000) / median,
  lowest: (howMany * 1000) / highest,
  highest: (howMany * 1000) / lowest,
});

async function falsify({ knex }: Bench): Promise<void> {
  const ids = knex.select('id').from(knex(TABLES.accounts).select('id').orderBy('id').limit(DAMAGED).as('first'));
  await knex(TABLES.accounts)
    .whereIn('id', ids)
    .update({ balance: knex.raw('balance + 1') });
}

async function readLedger({ knex }: Bench): Promise<void> {
  const size = 2_000;
  for (let account = 0, sequence = 0; ;) {
    const rows = (await knex(TABLES.entries)
      .whereRaw('(account_id, sequence) > (?, ?)', [account, sequence])
      .orderBy(['account_id', 'sequence'])
      .limit(size)) as { account_id: string; sequence: string }[];
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    account = Number(last.account_id);
    sequence = Number(last.sequence);
  }
}
