import type { Core } from '@strapi/types';
import { editRulesInOneTransaction } from './guards';
import { forStrapi } from './model-store';
import { leanModels } from './models';

/** Runs before Strapi reads content types into the database: the place for the models that are no content types. */
export function register({ strapi }: { strapi: Core.Strapi }): void {
  const models: { add(model: object): void } = strapi.get('models');
  for (const model of leanModels) models.add(forStrapi(model));
  editRulesInOneTransaction(strapi);
}
