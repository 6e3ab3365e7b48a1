import type { Core } from '@strapi/types';
import { compareIdsExactly } from './collations';
import { containerOf } from './container';
import { registerGuards } from './guards';
import { writesAhead } from './kernel';
import { createIdIndexes } from './kernel/model-store';
import type { AnyRoom } from './kernel/room';
import { registerPermissions } from './permissions';
import { persistTables } from './persisted-tables';
import { answerRefusals } from './refusals';
import { alone } from './set-up';
import { createTextIndexes } from './text-indexes';

const NO_WRITE_AHEAD =
  'Rewards: SQLite runs without its write-ahead log, so every reader of another process keeps postings waiting. Set "journal_mode = WAL" on the connection (README, Install).';

/** Runs when the database is in sync and every service is there. Nothing is posted before the guards stand. */
export async function bootstrap(strapi: Core.Strapi, rooms: readonly AnyRoom[]): Promise<void> {
  const { host, gifts } = containerOf(strapi, rooms);
  await registerPermissions(strapi, rooms);
  answerRefusals(strapi);
  await alone(strapi, () => setUp(strapi, rooms));
  if (host.dialect === 'sqlite' && !(await writesAhead(host.knex))) strapi.log.warn(NO_WRITE_AHEAD);
  const webhooks: { addAllowedEvent(key: string, event: string): void } = strapi.get('webhookStore');
  for (const { webhookEvents } of rooms) {
    for (const [key, event] of Object.entries(webhookEvents?.(host) ?? {})) webhooks.addAllowedEvent(key, event);
  }
  // Not before the application's own bootstrap is through, and never in a command that only loads Strapi.
  strapi.server.httpServer.once('listening', () => {
    for (const room of rooms) room.start?.(gifts);
  });
}

/** Makes what is missing in the database, and changes nothing where nothing is. */
async function setUp(strapi: Core.Strapi, rooms: readonly AnyRoom[]): Promise<void> {
  const { host, gifts } = containerOf(strapi, rooms);
  const { knex, dialect } = host;
  await persistTables(strapi);
  for (const model of rooms.flatMap((room) => room.models ?? [])) await createIdIndexes(knex, dialect, model);
  await compareIdsExactly(strapi, knex, dialect, rooms);
  await createTextIndexes(strapi, knex, dialect, rooms);
  for (const room of rooms) await room.setUp?.(host, gifts);
  registerGuards(strapi, rooms);
  for (const room of rooms) await room.seed?.(host);
}
