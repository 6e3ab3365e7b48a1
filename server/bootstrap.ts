import type { Core } from '@strapi/types';
import { compareIdsExactly } from './collations';
import { LOTS_EXPIRING_EVENT, RECONCILIATION_ALERT_EVENT } from './contract';
import { raiseGuards } from './guards';
import { houseOf } from './house';
import { installGuards, leaveRoom } from './ledger';
import { bringImagesBack, prepareRulesVersion, seedDefaultTiers, takeInMembers } from './members';
import { createIdIndexes } from './model-store';
import { leanModels } from './models';
import { registerPermissions } from './permissions';
import { persistTables } from './persisted-tables';
import { createTextIndexes } from './text-indexes';

/** Runs when the database is in sync and every service is there. Nothing is posted before the guards stand. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { host, tasks } = houseOf(strapi);
  const { knex, dialect } = host;
  await persistTables(strapi);
  for (const model of leanModels) await createIdIndexes(knex, dialect, model);
  await compareIdsExactly(strapi, knex, dialect);
  await createTextIndexes(strapi, knex, dialect);
  await installGuards(knex, dialect);
  await leaveRoom(knex, dialect);
  await bringImagesBack(strapi, knex);
  await takeInMembers(knex);
  await prepareRulesVersion(knex);
  raiseGuards(strapi);
  await registerPermissions(strapi);
  await seedDefaultTiers(strapi);
  await tasks.prepare();
  const webhooks: { addAllowedEvent(key: string, event: string): void } = strapi.get('webhookStore');
  webhooks.addAllowedEvent('REWARDS_LOTS_EXPIRING', LOTS_EXPIRING_EVENT);
  webhooks.addAllowedEvent('REWARDS_RECONCILIATION_ALERT', RECONCILIATION_ALERT_EVENT);
  // Not before the application's own bootstrap is through, and never in a command that only loads Strapi.
  strapi.server.httpServer.once('listening', () => tasks.start());
}
