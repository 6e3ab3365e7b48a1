import type { Core } from '@strapi/strapi';

export type Database = Core.Strapi['db']['connection'];

/** Work in one transaction, which what Strapi stores meanwhile joins. */
export async function inTransaction(strapi: Core.Strapi, work: (database: Database) => Promise<void>): Promise<void> {
  await strapi.db.transaction(({ trx }: { readonly trx: Database }) => work(trx));
}
