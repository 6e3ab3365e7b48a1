/** L40. What is compared byte for byte on every database. PostgreSQL and SQLite compare nothing in another way. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import { compareByteForByte, type ExactColumns } from './collation-store';
import type { Dialect } from './kernel';
import type { AnyRoom } from './kernel/room';

/**
 * Lets MySQL and MariaDB compare ids, keys and codes as the other databases do: by their bytes, where they would take
 * another case, another accent and a blank at the end for the same. Runs at every start, when Strapi has its tables in
 * sync, because a change of a column's type by Strapi gives it the collation of the table again; otherwise it finds
 * nothing to do.
 */
export async function compareIdsExactly(
  strapi: Core.Strapi,
  db: Knex,
  dialect: Dialect,
  rooms: readonly AnyRoom[],
): Promise<void> {
  if (dialect !== 'mysql') return;
  await compareByteForByte(db, exactColumns(strapi, rooms), (table) => {
    strapi.log.info(`Rewards: ${table} learns to compare ids byte for byte. A large table takes its time.`);
  });
}

/** Every short text of the lean models, none of which is sorted or searched as words are, and the ids of the content types. */
function exactColumns(strapi: Core.Strapi, rooms: readonly AnyRoom[]): ExactColumns[] {
  const contents = rooms.flatMap(({ contentTypes = {} }) => Object.values(contentTypes));
  const idsOf = new Map(contents.map(({ uid, ids }) => [uid, ids]));
  const uids = [...rooms.flatMap(({ models = [] }) => models.map(({ uid }) => uid)), ...idsOf.keys()];
  return uids.map((uid) => {
    const { tableName, attributes } = strapi.db.metadata.get(uid);
    const ids = idsOf.get(uid);
    const columns = Object.entries(attributes).flatMap(([name, attribute]) => {
      const { type, columnName } = attribute as { readonly type: string; readonly columnName?: string };
      const isExact = ids ? ids.includes(name) : type === 'string';
      return isExact && columnName !== undefined ? [columnName] : [];
    });
    return { table: tableName, columns };
  });
}
