/** The administrator's lists over HTTP, at a million rows and a hundred thousand members. */
import type { Bench } from '../bench';
import { type Contender, type Figure, milliseconds, takeTurns } from '../measure';
import type { Line } from '../report';
import type { LargeDirectory } from './large-directory';
import { type ListRequest, listRequests, PAGE_SIZE } from './list-requests';

/** What a request costs that reads next to nothing. */
const NOTHING = '(f) GET /admin/users/me';
/** A request that took longer is named, so that its plan can be looked at. */
const SLOW_MS = 100;

type Ask = (path: string) => Promise<{ readonly total?: number }>;

export const LISTS = 'list, slowest median';

export async function listLines(bench: Bench, directory: LargeDirectory): Promise<Line[]> {
  const token = await bench.app.adminToken();
  const ask: Ask = async (path) => {
    const { status, body } = await bench.app.request<{ total?: number }>(path, { token });
    if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const lines: Line[] = [];
  for (const { name, requests } of listRequests(directory)) {
    bench.say(`lists: ${name}`);
    lines.push(...(await measured(bench, name, requests, ask)));
  }
  return lines;
}

async function measured(bench: Bench, group: string, requests: readonly ListRequest[], ask: Ask): Promise<Line[]> {
  const contenders: Contender[] = [];
  let slowestFirst = 0;
  for (const { name, path, isPaged } of requests) {
    let total = 0;
    const took = await milliseconds(async () => (total = (await ask(path)).total ?? 0));
    slowestFirst = Math.max(slowestFirst, took);
    contenders.push({ name, run: () => milliseconds(() => ask(path)) });
    const last = `${path}&page=${Math.max(1, Math.ceil(total / PAGE_SIZE))}`;
    if (isPaged) contenders.push({ name: `${name}, last page`, run: () => milliseconds(() => ask(last)) });
  }
  const floor: Contender = { name: NOTHING, run: () => milliseconds(() => ask('/admin/users/me')) };
  const figures = await takeTurns([floor, ...contenders], bench.options.rounds, { inFlight: 1, seconds: 0 });
  const ranked = contenders
    .map(({ name }) => ({ name, figure: figures.get(name)! }))
    .toSorted((a, b) => b.figure.median - a.figure.median);
  for (const { name, figure } of ranked) {
    if (figure.median > SLOW_MS) bench.say(`  ${figure.median.toFixed(0)} ms: ${name}`);
  }
  const slowest = ranked[0]!;
  const line = (name: string, figure: Figure): Line => ({
    name,
    figure,
    unit: 'ms',
    floor: { name: NOTHING, figure: figures.get(NOTHING)! },
  });
  const first = { median: slowestFirst, lowest: slowestFirst, highest: slowestFirst };
  return [
    line(`${LISTS} of ${contenders.length}: ${group} (${slowest.name})`, slowest.figure),
    line(`list, slowest first request of ${requests.length}: ${group}`, first),
  ];
}
