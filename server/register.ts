import type { Core } from '@strapi/types';
import { earningModels } from './earning';
import { editRulesInOneTransaction } from './guards';
import { engineModels } from './ledger';

interface Attribute {
  readonly column?: { readonly primary?: boolean };
}

/**
 * An attribute as Strapi takes it. Strapi writes the column's name into each one, so no two may share an object. And it
 * names a primary key in a way that knex cannot put into words on SQLite; a unique column that is never null is the same.
 */
function forStrapi(attribute: Attribute): Attribute {
  if (!attribute.column?.primary) return { ...attribute };
  const { primary: unique, ...column } = attribute.column;
  return { ...attribute, column: { ...column, unique } as Attribute['column'] };
}

/** Runs before Strapi reads content types into the database: the place for the models that are no content types. */
export function register({ strapi }: { strapi: Core.Strapi }): void {
  const models: { add(model: object): void } = strapi.get('models');
  for (const model of [...engineModels, ...earningModels]) {
    const attributes = Object.entries(model.attributes as Record<string, Attribute>).map(([name, one]) => [
      name,
      forStrapi(one),
    ]);
    models.add({ ...model, attributes: Object.fromEntries(attributes) as object });
  }
  editRulesInOneTransaction(strapi);
}
