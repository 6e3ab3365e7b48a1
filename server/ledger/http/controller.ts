import type { Core } from '@strapi/types';
import { adminAction, parseInput, type AdminAction } from '../../kernel/http';
import { listEntries } from '../list';
import { ledgerListQuery } from './validate';

/** Answers the ledger's pages in the admin panel. */
export function ledgerController({ strapi }: { strapi: Core.Strapi }): { listLedgerEntries: AdminAction } {
  return {
    listLedgerEntries: adminAction('listLedgerEntries', (ctx) =>
      listEntries({ db: strapi.db.connection }, parseInput(ledgerListQuery, ctx.query)),
    ),
  };
}
