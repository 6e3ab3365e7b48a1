import { performance } from 'node:perf_hooks';

import type { PostingOutcome } from '../../server/contract';
import { TABLES } from '../../server/ledger/schema';
import type { Bench } from '../bench';
import { type Figure, milliseconds } from '../measure';
import { count } from '../report';
import type { MixedHistory } from './mixed-history';

/** Postings of one call. */
const CALL = 10_000;

/**
 * Posts until the ledger has the asked number of rows; answers rows a second.
 *
 * @param onWave after each posting of every member
 */
export async function fillLedger(bench: Bench, history: MixedHistory, onWave?: () => void): Promise<Figure> {
  const { ledger, options, say } = bench;
  const start = performance.now();
  let spent = 0;
  let posted = 0;
  for (let have = await rowsOf(bench); have < options.entries;) {
    const inputs = history.nextWave();
    const outcomes: PostingOutcome[] = [];
    spent += await milliseconds(async () => {
      for (let from = 0; from < inputs.length; from += CALL) {
        outcomes.push(...(await ledger.postMany(inputs.slice(from, from + CALL))));
      }
    });
    history.learn(inputs, outcomes);
    onWave?.();
    posted += inputs.length;
    const now = await rowsOf(bench);
    if (Math.floor(now / 100_000) > Math.floor(have / 100_000)) {
      say(`${count(now)} entries after ${Math.round((performance.now() - start) / 1000)} s`);
    }
    have = now;
  }
  const rate = spent === 0 ? 0 : (posted * 1000) / spent;
  return { median: rate, lowest: rate, highest: rate };
}

async function rowsOf({ knex }: Bench): Promise<number> {
  const row = (await knex(TABLES.entries).count({ rows: '*' }).first()) as { rows: string | number };
  return Number(row.rows);
}
