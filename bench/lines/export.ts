/** A whole list as a CSV over HTTP, beside PostgreSQL's own COPY of the same columns. */
import { spawn } from 'node:child_process';

import { type EndpointName, endpointUrl } from '../../server/contract';
import type { Bench } from '../bench';
import { type Contender, milliseconds, takeTurns } from '../measure';
import type { Line } from '../report';

const COPY = '(g) COPY … TO STDOUT of the same columns';
const MEGABYTE = 1024 * 1024;
export const EXPORT = 'export of the ledger';

const LEDGER_COLUMNS = `
  SELECT e.id, m.name, e.member, e.currency, e.type, e.amount, e.held, h.status, e.rule, e.event_id, e.lot_id, e.reason,
    COALESCE(e.actor_name, e.actor_id), e.posted_at, e.effective_at, e.expires_at
  FROM rewards_ledger_entries e
    JOIN rewards_currencies c ON c.code = e.currency
    LEFT JOIN rewards_members m ON m.document_id = e.member
    LEFT JOIN rewards_holds h ON h.id = e.id AND e.type = 'reserve'
  ORDER BY e.posted_at DESC, e.id DESC`;

export interface ExportLines {
  readonly lines: readonly Line[];
  /** By how much the process grew at most while it sent the file, in megabytes. */
  readonly peakGrowth: number;
}

export const exportLines = (bench: Bench): Promise<ExportLines | null> =>
  exportBesideCopy(bench, { name: EXPORT, endpoint: 'exportLedger', query: '', sql: LEDGER_COLUMNS });

interface Export {
  readonly name: string;
  readonly endpoint: EndpointName;
  readonly query: string;
  /** The same rows and columns. */
  readonly sql: string;
}

/** Null where there is no COPY. */
export async function exportBesideCopy(
  bench: Bench,
  { name, endpoint, query, sql }: Export,
): Promise<ExportLines | null> {
  if (bench.engine !== 'postgres') return null;
  bench.say(name);
  const token = await bench.app.adminToken();
  let peakGrowth = 0;
  const ours: Contender = {
    name,
    run: () =>
      milliseconds(async () => {
        const before = process.memoryUsage().rss;
        const answer = await fetch(`${bench.app.url}${endpointUrl(endpoint)}${query}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (!answer.ok || !answer.body) throw new Error(`The export was answered with ${answer.status}`);
        const reader = answer.body.getReader();
        while (!(await reader.read()).done) {
          peakGrowth = Math.max(peakGrowth, (process.memoryUsage().rss - before) / MEGABYTE);
        }
      }),
  };
  const copy: Contender = {
    name: COPY,
    run: () => milliseconds(() => copyOut(bench.app.database.env.DATABASE_URL!, sql)),
  };
  const figures = await takeTurns([copy, ours], bench.options.rounds, { inFlight: 1, seconds: 0 });
  const line: Line = {
    name,
    figure: figures.get(name)!,
    unit: 'ms',
    floor: { name: COPY, figure: figures.get(COPY)! },
  };
  return { lines: [line], peakGrowth };
}

function copyOut(url: string, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const psql = spawn('psql', [url, '-c', `COPY (${sql}) TO STDOUT WITH (FORMAT csv)`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    psql.stdout.resume();
    psql.on('error', reject);
    psql.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${code}`))));
  });
}
