import type { Core } from '@strapi/types';
import { compareIdsExactly } from './collations';
import { LOTS_EXPIRING_EVENT, RECONCILIATION_ALERT_EVENT } from './contract';
import { raiseGuards } from './guards';
import { houseOf } from './house';
import { writesAhead } from './kernel';
import { installGuards, leaveRoom } from './ledger';
import { bringImagesBack, prepareRulesVersion, seedDefaultTiers, takeInMembers } from './members';
import { createIdIndexes } from './model-store';
import { leanModels } from './models';
import { registerPermissions } from './permissions';
import { persistTables } from './persisted-tables';
import { alone } from './set-up';
import { createTextIndexes } from './text-indexes';

const NO_WRITE_AHEAD =
  'Rewards: SQLite runs without its write-ahead log, so every reader of another process keeps postings waiting. Set "journal_mode = WAL" on the connection (README, Install).';

/** Runs when the database is in sync and every service is there. Nothing is posted before the guards stand. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { host, tasks } = houseOf(strapi);
  await registerPermissions(strapi);
  await alone(strapi, () => setUp(strapi));
  if (host.dialect === 'sqlite' && !(await writesAhead(host.knex))) strapi.log.warn(NO_WRITE_AHEAD);
  const webhooks: { addAllowedEvent(key: string, event: string): void } = strapi.get('webhookStore');
  webhooks.addAllowedEvent('REWARDS_LOTS_EXPIRING', LOTS_EXPIRING_EVENT);
  webhooks.addAllowedEvent('REWARDS_RECONCILIATION_ALERT', RECONCILIATION_ALERT_EVENT);
  // Not before the application's own bootstrap is through, and never in a command that only loads Strapi.
  strapi.server.httpServer.once('listening', () => tasks.start());
}

/** Makes what is missing in the database, and changes nothing where nothing is. */
async function setUp(strapi: Core.Strapi): Promise<void> {
  const { host, tasks } = houseOf(strapi);
  const { knex, dialect } = host;
  await persistTables(strapi);
  for (const model of leanModels) await createIdIndexes(knex, dialect, model);
  await compareIdsExactly(strapi, knex, dialect);
  await createTextIndexes(strapi, knex, dialect);
  for (const warning of await installGuards(knex, dialect)) strapi.log.warn(`Rewards: ${warning}.`);
  await leaveRoom(knex, dialect);
  await bringImagesBack(strapi, knex);
  await takeInMembers(knex);
  await prepareRulesVersion(knex);
  raiseGuards(strapi);
  await seedDefaultTiers(strapi);
  await tasks.prepare();
}
