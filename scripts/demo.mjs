/**
 * `npm run demo`: from a fresh clone to a filled Strapi in the browser, and the example site and affiliate networks beside it. Installs and builds
 * what is missing, then starts the playground in production on SQLite. The playground fills itself and prints its log-ins
 * when REWARDS_DEMO=true: see playground/src/demo. PORT, SITE_PORT and NETWORK_PORT choose other ports than 1337, 3000 and 3100; a taken port
 * moves on to the next free one. REWARDS_DEMO_AFFILIATE_DAYS fills in so many days of affiliate events instead of 90, which is quicker.
 */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
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
/** For secrets of affiliate systems, the same with each start. Demo only: it is public. */
const PUBLIC_KEY = '0f'.repeat(32);

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

// Loaded late: it needs packages.
const require = createRequire(import.meta.url);
const siteFolder = path.join(PLAYGROUND, '.tmp/site');
await require('../playground/site/build.cjs').buildSite(siteFolder);
const { createSite } = require(path.join(siteFolder, 'server.cjs'));

const { createNetwork } = require('../playground/affiliate-network/server.cjs');

const host = process.env.HOST ?? '127.0.0.1';
const port = await freePort(Number(process.env.PORT ?? 1337), host);
const sitePort = await freePort(Number(process.env.SITE_PORT ?? 3000), host);
const strapiUrl = `http://${host}:${port}`;
// Strapi keeps a hash of it, this process the token itself, and both forget it at the end.
const shopToken = randomBytes(64).toString('hex');
const site = createSite({ folder: siteFolder, strapiUrl, shopToken }).listen(sitePort, host);
// The port is taken again by the next start, so that what waits for another try finds it.
const networkPort = await freePort(Number(process.env.NETWORK_PORT ?? 3100), '127.0.0.1');
const network = createNetwork().listen(networkPort, '127.0.0.1');

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
    REWARDS_DEMO_URL: strapiUrl,
    REWARDS_SITE_URL: `http://${host}:${sitePort}`,
    REWARDS_SHOP_TOKEN: shopToken,
    REWARDS_NETWORK_URL: `http://127.0.0.1:${networkPort}`,
    REWARDS_AFFILIATES: JSON.stringify({ allowLoopback: true, secretKeys: [PUBLIC_KEY] }),
  },
});
site.close();
network.close();
process.exit(code);
