import type { Core } from '@strapi/types';
import { isOwnUid } from './kernel';
import type { LeanModel } from './kernel/model-store';

interface ShadowCrud {
  disable(): void;
}

/**
 * Keeps the plugin's content out of GraphQL, which would otherwise make queries and mutations of its own for every content
 * type, with neither the guards of the admin nor a member's consent. A project that has no GraphQL has nothing to close.
 *
 * Before GraphQL builds its schema, which it does in its bootstrap; there is no way to open a type again.
 */
export function closeGraphql(strapi: Core.Strapi, leanModels: readonly LeanModel[]): void {
  const graphql = strapi.plugin('graphql') as Core.Plugin | undefined;
  if (!graphql) return;
  const { shadowCRUD } = graphql.service<{ shadowCRUD(uid: string): ShadowCrud }>('extension');
  const content = Object.keys(strapi.contentTypes).filter(isOwnUid);
  for (const uid of [...content, ...leanModels.map((model) => model.uid)]) shadowCRUD(uid).disable();
}
