import type { Core } from '@strapi/types';
import { raiseGuards } from './guards';
import { houseOf } from './house';
import { installGuards } from './ledger';
import { bringImagesBack, seedDefaultTiers, takeInMembers } from './members';
import { createIdIndexes } from './model-store';
import { leanModels } from './models';
import { registerPermissions } from './permissions';
import { persistTables } from './persisted-tables';
import { createTextIndexes } from './text-indexes';

/** Runs when the database is in sync and every service is there. Nothing is posted before the guards stand. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const { knex, dialect } = houseOf(strapi).host;
  await persistTables(strapi);
  for (const model of leanModels) await createIdIndexes(knex, dialect, model);
  await createTextIndexes(strapi, knex, dialect);
  await installGuards(knex, dialect);
  await bringImagesBack(strapi, knex);
  await takeInMembers(knex);
  raiseGuards(strapi);
  await registerPermissions(strapi);
  await seedDefaultTiers(strapi);
}
