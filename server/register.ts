import type { Core } from '@strapi/types';
import { containerOf } from './container';
import { guardContentManager } from './edit-permission';
import { closeGraphql } from './graphql';
import { forStrapi } from './kernel/model-store';
import type { AnyRoom } from './kernel/room';
import { guardSchemas } from './schema-guard';
import { lockSchemaSync } from './set-up';

/** Runs before Strapi reads content types into the database: the place for the models that are no content types. */
export function register(strapi: Core.Strapi, rooms: readonly AnyRoom[]): void {
  const models: { add(model: object): void } = strapi.get('models');
  const leanModels = rooms.flatMap((room) => room.models ?? []);
  for (const model of leanModels) models.add(forStrapi(model));
  for (const room of rooms) room.register?.(strapi, () => containerOf(strapi, rooms).gifts);
  guardContentManager(strapi, rooms);
  guardSchemas(strapi);
  closeGraphql(strapi, leanModels);
  lockSchemaSync(strapi);
}
