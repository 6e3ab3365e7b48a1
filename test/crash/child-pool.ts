/** Starts the child processes of this folder and reads their lines. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Engine } from '../support/engines';
import { hostProcess } from '../support/host';
import { type Bundle, bundleProgram } from './bundle';
import type { Job, Line } from './job';

export interface Child {
  readonly pid: number;
  readonly lines: readonly Line[];
  /** Resolves at the first line of this kind. */
  seen(kind: Line['line']): Promise<void>;
  /** Resolves when the process is gone: its signal, or null when it ended by itself. */
  readonly gone: Promise<{ readonly signal: NodeJS.Signals | null; readonly errors: string }>;
  kill(): void;
  /** Closes the standard input: a patrol ends, and so does a child that has nothing more to do. */
  dismiss(): void;
}

const DRIVERS = { sqlite: 'better-sqlite3', postgres: 'pg', mysql: 'mysql2' } as const;
/** Children that are started ahead: a start takes longer than most of what they are started for. */
const WARM = 2;

/** Where children come from. */
export class ChildPool {
  private readonly warm: ChildProcess[] = [];

  private constructor(
    private readonly runner: Bundle,
    private readonly engine: Engine,
  ) {}

  static async open(engine: Engine): Promise<ChildPool> {
    return new ChildPool(await bundleProgram('runner'), engine);
  }

  start(job: Job): Child {
    while (this.warm.length <= WARM) {
      this.warm.push(spawn(hostProcess.execPath, [this.runner.file, DRIVERS[this.engine]]));
    }
    const child = this.warm.shift()!;
    child.stdin!.write(`${JSON.stringify(job)}\n`);
    return follow(child);
  }

  /** Ends the children that were started ahead and not needed. */
  async close(): Promise<void> {
    await Promise.all(
      this.warm.map((child) => {
        const gone = once(child, 'close');
        child.stdin!.end();
        child.kill('SIGKILL');
        return gone;
      }),
    );
    this.runner.remove();
  }
}

function follow(child: ChildProcess): Child {
  const lines: Line[] = [];
  const waiting: { kind: Line['line']; resolve: () => void }[] = [];
  let rest = '';
  let errors = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    // The last part is a line that is still being written, or was when the process died.
    rest = parts.pop()!;
    for (const part of parts) {
      const line = JSON.parse(part) as Line;
      lines.push(line);
      for (const { kind, resolve } of waiting) if (kind === line.line) resolve();
    }
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const gone = new Promise<{ signal: NodeJS.Signals | null; errors: string }>((resolve) =>
    child.once('close', (_, signal) => {
      for (const { resolve: wake } of waiting) wake();
      resolve({ signal, errors });
    }),
  );
  return {
    pid: child.pid!,
    lines,
    gone,
    seen: (kind) =>
      lines.some(({ line }) => line === kind)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ kind, resolve })),
    kill: () => void child.kill('SIGKILL'),
    dismiss: () => child.stdin!.end(),
  };
}
