import type { Core } from '@strapi/types';
import { raiseGuards } from './guards';
import { houseOf } from './house';
import { installGuards } from './ledger';
import { seedDefaultTiers } from './members';
import { registerPermissions } from './permissions';
import { persistTables } from './persisted-tables';

/** Runs when the database is in sync and every service is there. Nothing is posted before the guards stand. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { host } = houseOf(strapi);
  await persistTables(strapi);
  await installGuards(host.knex, host.dialect);
  raiseGuards(strapi);
  await registerPermissions(strapi);
  await seedDefaultTiers(strapi);
}
