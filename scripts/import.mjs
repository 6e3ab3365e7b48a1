/**
 * `npm run import -- --file <orders> …`, `npm run import:events -- --file <events> …`: the package's commands `import` and
 * `import-events` in the playground, which is built where it is not.
 * DATABASE_CLIENT, DATABASE_URL and DATABASE_FILENAME choose the database as they do for the playground.
 */
import path from 'node:path';

import {
  buildPlaygroundIfStale,
  buildPluginIfStale,
  installIfMissing,
  PLAYGROUND,
  requireNode20,
  ROOT,
  run,
} from './lib.mjs';

requireNode20();
installIfMissing();
buildPluginIfStale();
buildPlaygroundIfStale();
const command = path.join(ROOT, 'bin/strapi-plugin-rewards.js');
process.exit(
  await run(process.execPath, [command, ...process.argv.slice(2)], {
    cwd: PLAYGROUND,
    env: { ...process.env, REWARDS_CLUB: 'true' },
  }),
);
