import type { Core } from '@strapi/types';
import { guardContentManager } from './edit-permission';
import { closeGraphql } from './graphql';
import { editRulesInOneTransaction } from './guards';
import { forStrapi } from './model-store';
import { leanModels } from './models';
import { lockSchemaSync } from './set-up';

/** Runs before Strapi reads content types into the database: the place for the models that are no content types. */
export function register({ strapi }: { strapi: Core.Strapi }): void {
  const models: { add(model: object): void } = strapi.get('models');
  for (const model of leanModels) models.add(forStrapi(model));
  editRulesInOneTransaction(strapi);
  guardContentManager(strapi);
  closeGraphql(strapi);
  lockSchemaSync(strapi);
}
