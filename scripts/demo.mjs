/**
 * `npm run demo`: from a fresh clone to a filled Strapi in the browser. Installs and builds what is missing, then starts
 * the playground in production on SQLite. The playground fills itself and prints its log-ins when REWARDS_DEMO=true:
 * see playground/src/demo. PORT chooses another port than 1337; a taken port moves on to the next free one.
 */
import net from 'node:net';
import path from 'node:path';

import {
  binary,
  buildPlaygroundIfStale,
  buildPluginIfStale,
  installIfMissing,
  PLAYGROUND,
  requireNode20,
  run,
} from './lib.mjs';

const PORTS_TO_TRY = 50;

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function freePort(first, host) {
  for (let port = first; port < first + PORTS_TO_TRY; port += 1) if (await isFree(port, host)) return port;
  throw new Error(`No free port from ${first} to ${first + PORTS_TO_TRY - 1}.`);
}

requireNode20();
installIfMissing();
buildPluginIfStale();
buildPlaygroundIfStale();

const host = process.env.HOST ?? '127.0.0.1';
const port = await freePort(Number(process.env.PORT ?? 1337), host);

const code = await run(process.execPath, [binary('@strapi/strapi', 'bin/strapi.js'), 'start'], {
  cwd: PLAYGROUND,
  env: {
    ...process.env,
    NODE_ENV: 'production',
    HOST: host,
    PORT: String(port),
    DATABASE_CLIENT: 'sqlite',
    DATABASE_FILENAME: path.join('.tmp', 'data.db'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    STRAPI_TELEMETRY_DISABLED: 'true',
    REWARDS_DEMO: 'true',
    REWARDS_DEMO_URL: `http://${host}:${port}`,
  },
});
process.exit(code);
