/** An affiliate network in a process of its own (network-server.mjs). */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Arrival {
  /** The id of the event. */
  readonly id: string;
  /** How often it has arrived by then. */
  readonly times: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Network {
  readonly url: string;
  arrivals(): Promise<readonly Arrival[]>;
  /** Requests for a path that were under way at the same time, at most. */
  mostAtOnce(pathname: string): Promise<number>;
  stop(): Promise<void>;
}

interface Report {
  readonly arrivals: readonly Arrival[];
  readonly mostAtOnce: Readonly<Record<string, number>>;
}

const told = async <T>(child: ChildProcess): Promise<T> => ((await once(child, 'message')) as [T])[0];

export async function startNetwork(): Promise<Network> {
  const child = fork(path.join(__dirname, 'network-server.mjs'), { execArgv: [] });
  const { port } = await told<{ readonly port: number }>(child);
  const ask = (): Promise<Report> => {
    const answer = told<Report>(child);
    child.send('report');
    return answer;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals: async () => (await ask()).arrivals,
    mostAtOnce: async (pathname) => (await ask()).mostAtOnce[pathname] ?? 0,
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
