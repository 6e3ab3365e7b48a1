import type { Core } from '@strapi/types';

type PersistedTable = string | { readonly name: string };
const KEY = { type: 'core', key: 'persisted_tables' } as const;
const nameOf = (table: PersistedTable): string => (typeof table === 'string' ? table : table.name);

/**
 * L35. Strapi drops the tables of a plugin that is disabled or uninstalled, with all that is in them, unless their names
 * are on this list, which it keeps for its own enterprise features.
 */
export async function persistTables(strapi: Core.Strapi): Promise<void> {
  const listed = ((await strapi.store.get(KEY)) ?? []) as PersistedTable[];
  const names = new Set(listed.map(nameOf));
  const ours = [...strapi.db.metadata.values()]
    .filter(({ uid }) => uid.startsWith('plugin::rewards.'))
    .map(({ tableName }) => tableName)
    .filter((name) => !names.has(name));
  if (ours.length === 0) return;
  await strapi.store.set({ ...KEY, value: [...listed, ...ours.map((name) => ({ name }))] });
}
