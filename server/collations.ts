/** L40. What is compared byte for byte on every database. PostgreSQL and SQLite compare nothing in another way. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import { ADJUSTMENT_UID } from './adjustments';
import { compareByteForByte, type ExactColumns } from './collation-store';
import type { Dialect } from './kernel';
import { CURRENCY_UID } from './ledger';
import { BADGE_AWARD_UID, BADGE_UID, LEVEL_UID, MEMBER_UID, TIER_UID } from './members';
import { leanModels } from './models';

/** The ids, keys and codes among the attributes of the content types; names are searched and sorted as they were. */
const IDS_OF_CONTENT: Readonly<Record<string, readonly string[]>> = {
  [CURRENCY_UID]: ['documentId', 'code'],
  [MEMBER_UID]: ['documentId', 'externalId', 'externalKey', 'siteUser'],
  [LEVEL_UID]: ['documentId', 'code'],
  [TIER_UID]: ['documentId', 'code'],
  [BADGE_UID]: ['documentId', 'code'],
  [BADGE_AWARD_UID]: ['documentId'],
  [ADJUSTMENT_UID]: ['documentId', 'member', 'currency', 'entryId', 'administratorId', 'discrepancy', 'batch'],
};

/**
 * Lets MySQL and MariaDB compare ids, keys and codes as the other databases do: by their bytes, where they would take
 * another case, another accent and a blank at the end for the same. Runs at every start, when Strapi has its tables in
 * sync, because a change of a column's type by Strapi gives it the collation of the table again; otherwise it finds
 * nothing to do.
 */
export async function compareIdsExactly(strapi: Core.Strapi, db: Knex, dialect: Dialect): Promise<void> {
  if (dialect !== 'mysql') return;
  await compareByteForByte(db, exactColumns(strapi), (table) => {
    strapi.log.info(`Rewards: ${table} learns to compare ids byte for byte. A large table takes its time.`);
  });
}

/** Every short text of the lean models, none of which is sorted or searched as words are, and the ids of the content types. */
function exactColumns(strapi: Core.Strapi): ExactColumns[] {
  const uids = [...leanModels.map(({ uid }) => uid), ...Object.keys(IDS_OF_CONTENT)];
  return uids.map((uid) => {
    const { tableName, attributes } = strapi.db.metadata.get(uid);
    const ids = IDS_OF_CONTENT[uid];
    const columns = Object.entries(attributes).flatMap(([name, attribute]) => {
      const { type, columnName } = attribute as { readonly type: string; readonly columnName?: string };
      const isExact = ids ? ids.includes(name) : type === 'string';
      return isExact && columnName !== undefined ? [columnName] : [];
    });
    return { table: tableName, columns };
  });
}
