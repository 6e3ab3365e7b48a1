import { ADJUSTMENT_ENDPOINTS, type AdjustmentsService, BULK_ENDPOINTS, type LedgerService } from '../contract';
import { readCurrencies } from '../currencies';
import { defineRoom } from '../kernel/room';
import { readAdjustmentsOf } from './adjustment-list-store';
import { bulkController } from './bulk/http';
import { ADJUSTMENT_UID, adjustmentContentType } from './content-type';
import { adjustmentController } from './http/controller';
import { postAdjustment } from './post-adjustment';
import { previewAdjustment } from './preview-adjustment';

interface Needs {
  readonly ledger: LedgerService;
}

export const adjustmentRoom = defineRoom<Needs>()({
  contentTypes: {
    adjustment: {
      uid: ADJUSTMENT_UID,
      type: adjustmentContentType,
      ids: ['documentId', 'member', 'currency', 'entryId', 'administratorId', 'discrepancy', 'batch'],
      editedWith: 'edit-rules',
      isSealed: true,
    },
  },
  permissions: {
    'view-adjustments': { displayName: 'View manual adjustments', subCategory: 'adjustments' },
    'transactions.adjust': { displayName: 'Adjust balances', subCategory: 'adjustments' },
    'transactions.adjust-in-bulk': { displayName: 'Adjust balances in bulk', subCategory: 'adjustments' },
  },
  create({ clock, transactions, newDocumentId }, { ledger }) {
    const dependencies = {
      ledger,
      clock,
      inTransaction: transactions.run,
      newDocumentId: () => newDocumentId(ADJUSTMENT_UID),
    };
    const adjustments: AdjustmentsService = {
      post: (input) => postAdjustment(dependencies, input),
      preview: (input) => previewAdjustment(ledger, input),
    };
    return { adjustments };
  },
  services: { adjustments: (_, { adjustments }) => adjustments },
  endpoints: { adjustments: ADJUSTMENT_ENDPOINTS, bulk: BULK_ENDPOINTS },
  controllers: {
    adjustments: ({ knex }, { adjustments }) => adjustmentController({ db: knex, adjustments }),
    bulk: ({ clock, db, transactions, newDocumentId }, { ledger }) =>
      bulkController({
        ledger,
        clock,
        db,
        transactions,
        newDocumentId: () => newDocumentId(ADJUSTMENT_UID),
        currencies: () => readCurrencies(db()),
      }),
  },
  memberRecords: () => ({ adjustments: readAdjustmentsOf }),
});
