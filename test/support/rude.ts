/** The server that misbehaves, in a process of its own (rude-server.mjs). */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface RudeServer {
  /** Ports of 127.0.0.1. */
  readonly plain: number;
  readonly secure: number;
  /** Of `partner.example`, in PEM. */
  readonly certificate: string;
  report(): Promise<RudeReport>;
  stop(): Promise<void>;
}

export interface RudeReport {
  /** How many requests came, by path. */
  readonly asked: Readonly<Record<string, number>>;
  /** Bytes of bodies without end. */
  readonly written: number;
  /** Connections that are open. */
  readonly open: number;
}

const told = async <T>(child: ChildProcess): Promise<T> => ((await once(child, 'message')) as [T])[0];

export async function startRudeServer(): Promise<RudeServer> {
  const child = fork(path.join(__dirname, 'rude-server.mjs'), { execArgv: [] });
  const hello = await told<Pick<RudeServer, 'plain' | 'secure' | 'certificate'>>(child);
  return {
    ...hello,
    report() {
      const report = told<RudeReport>(child);
      child.send('report');
      return report;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
