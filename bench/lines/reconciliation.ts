/** A full reconciliation of a large ledger (D6): what it costs, what of that is storing, and what each check costs. */
import type { ManualClock } from '../../test/support/clock';
import type { Bench } from '../bench';
import { type Contender, type Figure, figureOf, milliseconds, takeTurns } from '../measure';
import { count, type Line } from '../report';
import { CHECKS, contendersOf, fillAccounts, FULL_RUN, runOf } from './reconciliation-runs';

export interface ReconciliationLines {
  readonly lines: readonly Line[];
  /**
   * By how much the process grew at most during a full run, and the part of its heap that is in use, in
   * megabytes.
   */
  readonly peakGrowth: number;
  readonly heapGrowth: number;
}

export async function reconciliationLines(bench: Bench, clock: ManualClock): Promise<ReconciliationLines> {
  const members = await fillAccounts(bench, clock);
  bench.say(`reconciliation of ${count(members.length)} members`);
  const { group, sketch, full, examine, incremental, peaks, costs } = contendersOf(bench, clock, members);
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
  const growths = peaks.map(({ growth }) => growth);
  const heaps = peaks.map(({ heap }) => heap);
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
      megabytes(`${FULL_RUN}: growth of the process at most`, growths),
      megabytes(`${FULL_RUN}: growth of the heap in use at most`, heaps),
    ],
    peakGrowth: Math.max(...growths),
    heapGrowth: Math.max(...heaps),
  };
}
