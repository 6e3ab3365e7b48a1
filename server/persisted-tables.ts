import type { Core } from '@strapi/types';
import { isOwnUid } from './kernel';

type PersistedTable = string | { readonly name: string };
const KEY = { type: 'core', key: 'persisted_tables' } as const;
const nameOf = (table: PersistedTable): string => (typeof table === 'string' ? table : table.name);

interface Attribute {
  readonly target?: unknown;
  readonly joinTable?: { readonly name: string };
}

/**
 * L35. Strapi drops the tables of a plugin that is disabled or uninstalled, with all that is in them, unless their names
 * are on this list, which it keeps for its own enterprise features. With them go the tables in which a project's content
 * relates to the plugin's: it starts without those relations meanwhile (`hideRelationsWhenDisabled`).
 */
export async function persistTables(strapi: Core.Strapi): Promise<void> {
  const listed = ((await strapi.store.get(KEY)) ?? []) as PersistedTable[];
  const names = new Set(listed.map(nameOf));
  const models = [...strapi.db.metadata.values()];
  const tables = models.filter(({ uid }) => isOwnUid(uid)).map(({ tableName }) => tableName);
  const relations = models
    .flatMap(({ attributes }) => Object.values(attributes as Record<string, Attribute>))
    .flatMap(({ target, joinTable }) => (isOwnUid(target) && joinTable ? [joinTable.name] : []));
  const ours = [...new Set([...tables, ...relations])].filter((name) => !names.has(name));
  if (ours.length === 0) return;
  await strapi.store.set({ ...KEY, value: [...listed, ...ours.map((name) => ({ name }))] });
}
