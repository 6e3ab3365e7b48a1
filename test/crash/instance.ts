/**
 * The child process: boots a Strapi as `strapi start` does, and says `listening` when it listens. It says what it hears of
 * the event REWARDS_HEAR, and kills itself at the one with the number REWARDS_KILL_AT.
 */
import { createStrapi } from '@strapi/strapi';

import { say } from '../support/say';

const { APP_DIR: appDir, DIST_DIR: distDir, REWARDS_HEAR: event, REWARDS_KILL_AT: killAt } = process.env;

async function start(): Promise<void> {
  const strapi = createStrapi({ appDir, distDir, serveAdminPanel: false });
  let heard = 0;
  if (event) {
    strapi.eventHub.on(event, (payload) => {
      say(`heard ${JSON.stringify(payload)}`);
      heard += 1;
      if (heard === Number(killAt)) process.kill(process.pid, 'SIGKILL');
      return Promise.resolve();
    });
  }
  await strapi.load();
  strapi.server.mount();
  strapi.server.httpServer.listen(0, '127.0.0.1', () => say('listening'));
}

start().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
