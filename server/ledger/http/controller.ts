import { z } from 'zod';
import type { Knex } from 'knex';
import type { LedgerService } from '../../contract';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { correctionFields, nameField } from '../../kernel/query';
import { listEntries } from '../list';
import { ledgerListQuery } from './validate';

export interface LedgerControllerDependencies {
  readonly db: Knex;
  readonly ledger: LedgerService;
}

/** Where the keys of the admin's dialogues are unique. */
const SOURCE = 'admin';
/** Under which nothing is ever posted, so that a preview never meets a key that was used. */
const PREVIEW = 'preview';

const entryId = nameField(26);

/** Answers the ledger's pages in the admin panel. */
export function ledgerController({ db, ledger }: LedgerControllerDependencies): Record<string, AdminAction> {
  return {
    listLedgerEntries: adminAction('listLedgerEntries', ledgerListQuery, (query) => listEntries({ db }, query)),

    previewReversal: adminAction('previewReversal', z.strictObject({ entryId }), ({ entryId: id }) =>
      ledger.preview({ type: 'reverse', entryId: id, idempotencyKey: id, source: PREVIEW }),
    ),

    reverseEntry: adminAction('reverseEntry', z.strictObject({ entryId, ...correctionFields }), (input, ctx) => {
      const administrator = administratorOf(ctx);
      const actor = { ...administrator, id: `admin:${administrator.id}` };
      return ledger.reverse({ ...input, source: SOURCE, actor });
    }),

    releaseHold: adminAction(
      'releaseHold',
      z.strictObject({ holdId: nameField(26), ...correctionFields }),
      (input, ctx) => {
        const administrator = administratorOf(ctx);
        const actor = { ...administrator, id: `admin:${administrator.id}` };
        return ledger.release({ ...input, source: SOURCE, actor });
      },
    ),
  };
}
