import type { LedgerEndpointTypes } from '../../../server/contract';
import type { Samples } from './sample';

const why = (key: string) => ({ reason: 'A sample of the tests', idempotencyKey: key });
const grant = { type: 'grant', amount: '1' } as const;

export const LEDGER_SAMPLES: Samples<keyof LedgerEndpointTypes> = {
  getOverview: () => ({}),
  listLedgerEntries: () => ({}),
  getLedgerEntry: async ({ post }) => ({ path: { entryId: await post(grant) } }),
  exportLedger: () => ({}),
  getEconomy: () => ({}),
  listExpiringLots: () => ({}),
  getLedgerHealth: () => ({}),
  checkLedger: () => ({ body: {} }),
  rebuildProjections: () => ({ body: {} }),
  previewReversal: async ({ post }) => ({ path: { entryId: await post(grant) } }),
  reverseEntry: async ({ open, post }) => ({ path: { entryId: await post(grant) }, body: why(open.key()) }),
  releaseHold: async ({ open, post }) => ({
    path: { holdId: await post({ type: 'reserve', amount: '1' }) },
    body: why(open.key()),
  }),
};
