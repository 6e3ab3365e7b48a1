/** Real Strapi processes on one database, as a cluster runs them: started, ended and killed by a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { artifactsOfThisRun, PLAYGROUND } from '../support/artifacts';
import type { ScratchDatabase } from '../support/database';
import { hostProcess } from '../support/host';
import { type Bundle, bundleProgram } from './bundle';

export interface StrapiProcess {
  readonly pid: number;
  /** What it has written to its standard output and error. */
  said(): string;
  /** Resolves to its exit code when it is gone; null when it was killed. */
  readonly gone: Promise<number | null>;
  /** Sends a signal, and resolves to its exit code when the process is gone; null when it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** One for all that this test file starts; it goes with the artifacts. */
let program: Promise<Bundle> | undefined;

/** @param env over the defaults: `REWARDS_TASKS` and the like */
export async function startProcess(database: ScratchDatabase, env: Record<string, string>): Promise<StrapiProcess> {
  const { plugin, app } = await artifactsOfThisRun();
  program ??= bundleProgram('instance');
  const child = spawn(hostProcess.execPath, [(await program).file], {
    cwd: PLAYGROUND,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...hostProcess.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      STRAPI_TELEMETRY_DISABLED: 'true',
      REWARDS_PLUGIN_PATH: plugin,
      APP_DIR: PLAYGROUND,
      DIST_DIR: app,
      ...database.env,
      ...env,
    },
  });
  return listening(child);
}

async function listening(child: ChildProcess): Promise<StrapiProcess> {
  let said = '';
  const gone = once(child, 'close').then(([code]) => code as number | null);
  const isListening = new Promise<void>((resolve, reject) => {
    const hear = (text: string): void => {
      said += text;
      if (said.includes('listening')) resolve();
    };
    child.stdout!.setEncoding('utf8').on('data', hear);
    child.stderr!.setEncoding('utf8').on('data', hear);
    void gone.then(() => reject(new Error(`A Strapi ended before it listened: ${said}`)));
  });
  await isListening;
  return {
    pid: child.pid!,
    said: () => said,
    gone,
    end(signal) {
      child.kill(signal);
      return gone;
    },
  };
}
