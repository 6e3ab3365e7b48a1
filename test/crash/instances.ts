/** Real Strapi processes on one database, as a cluster runs them: started, ended and killed by a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

import { artifactsOfThisRun, PLAYGROUND } from '../support/artifacts';
import type { ScratchDatabase } from '../support/database';
import { hostProcess } from '../support/host';

export interface StrapiProcess {
  readonly pid: number;
  /** What it has written to its standard output and error. */
  said(): string;
  /** Sends a signal, and resolves to its exit code when the process is gone; null when it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Boots a Strapi as `strapi start` does, and says so when it listens. */
const PROGRAM = `
const { createStrapi } = require('@strapi/strapi');
const { APP_DIR: appDir, DIST_DIR: distDir } = process.env;
createStrapi({ appDir, distDir, serveAdminPanel: false })
  .load()
  .then((strapi) => {
    strapi.server.mount();
    strapi.server.httpServer.listen(0, '127.0.0.1', () => console.log('listening'));
  })
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
`;

/** @param env over the defaults: `REWARDS_TASKS` and the like */
export async function startProcess(database: ScratchDatabase, env: Record<string, string>): Promise<StrapiProcess> {
  const { plugin, app } = await artifactsOfThisRun();
  // From there the packages of this repository resolve.
  const program = path.join(path.dirname(plugin), 'instance.cjs');
  fs.writeFileSync(program, PROGRAM);
  const child = spawn(hostProcess.execPath, [program], {
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
    end(signal) {
      child.kill(signal);
      return gone;
    },
  };
}
