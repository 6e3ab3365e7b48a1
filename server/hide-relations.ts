import type { Core } from '@strapi/types';
import { PLUGIN_ID } from './contract';
import { isOwnUid } from './kernel/own-uid';

interface Type {
  readonly attributes: Readonly<Record<string, { readonly target?: unknown }>>;
}

/**
 * S3. Lets a project start while the plugin is disabled, though its own content relates to the plugin's: Strapi does not start
 * with a relation to a type that is not there. For `register` of a project's `src/index`. Takes those relations off the content
 * types and components of this start, and does nothing when the plugin is enabled, which shows them again with all that
 * they held (L35).
 */
export function hideRelationsWhenDisabled(strapi: Pick<Core.Strapi, 'plugins' | 'contentTypes' | 'components'>): void {
  if (PLUGIN_ID in strapi.plugins) return;
  const types = { ...strapi.contentTypes, ...strapi.components } as unknown as Readonly<Record<string, Type>>;
  for (const { attributes } of Object.values(types)) {
    for (const [name, { target }] of Object.entries(attributes)) {
      if (isOwnUid(target)) Reflect.deleteProperty(attributes, name);
    }
  }
}
