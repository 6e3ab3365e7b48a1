import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createScratchDatabase } from '../../test/support/database';
import type { Contender } from '../measure';

const run = promisify(execFile);
const SCALE = 10;
const CLIENTS = 8;

export interface Pgbench extends Contender {
  drop(): Promise<void>;
}

/** Floor (d): PostgreSQL's own bench, TPC-B at 8 clients on a database of its own; null where it is not installed. */
export async function openPgbench(): Promise<Pgbench | null> {
  const isThere = await run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const database = await createScratchDatabase('postgres');
  const url = database.env.DATABASE_URL!;
  await run('pgbench', ['--initialize', '--quiet', '--scale', String(SCALE), url]);
  return {
    name: `(d) pgbench TPC-B, ${CLIENTS} clients`,
    async run({ seconds }) {
      const time = String(Math.max(1, Math.round(seconds)));
      const { stdout } = await run('pgbench', ['-n', '-c', String(CLIENTS), '-j', '2', '-T', time, url]);
      const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
      if (tps === undefined) throw new Error(`pgbench said no rate: ${stdout}`);
      return Number(tps);
    },
    drop: () => database.drop(),
  };
}
