import type { EconomyDto, ExpiringLotsDto, LedgerHealthDto, OverviewDto, RebuildDto } from '../economy';
import type { DecimalString, PostingResult } from '../ledger';
import type {
  EntryDetailDto,
  ExpiringLotsQuery,
  LedgerFilter,
  LedgerListDto,
  LedgerListQuery,
  LedgerSort,
  SortOf,
} from '../ledger-list';
import type { PostingPreviewDto } from '../preview';
import type { Endpoint, FileText, Nothing } from './endpoint';

export const LEDGER_ENDPOINTS = {
  getOverview: { method: 'GET', path: '/overview', permissions: ['view-ledger'] },
  listLedgerEntries: { method: 'GET', path: '/ledger/entries', permissions: ['view-ledger'] },
  getLedgerEntry: { method: 'GET', path: '/ledger/entries/:entryId', permissions: ['view-ledger', 'view-members'] },
  exportLedger: { method: 'GET', path: '/ledger/export', permissions: ['export-ledger'] },
  getEconomy: { method: 'GET', path: '/ledger/economy', permissions: ['view-ledger'] },
  listExpiringLots: { method: 'GET', path: '/ledger/expiring-lots', permissions: ['view-ledger'] },
  getLedgerHealth: { method: 'GET', path: '/ledger/health', permissions: ['view-ledger'] },
  checkLedger: { method: 'POST', path: '/ledger/check', permissions: ['view-ledger'] },
  rebuildProjections: { method: 'POST', path: '/ledger/rebuild', permissions: ['rebuild-projections'] },
  previewReversal: { method: 'GET', path: '/ledger/entries/:entryId/reversal', permissions: ['reverse-entries'] },
  reverseEntry: { method: 'POST', path: '/ledger/entries/:entryId/reversal', permissions: ['reverse-entries'] },
  releaseHold: { method: 'POST', path: '/ledger/holds/:holdId/release', permissions: ['release-holds'] },
} as const satisfies Record<string, Endpoint>;

/** Which row. */
export interface OneEntry {
  readonly entryId: string;
}

/** Which row, and how much of it is to be reversed: all that is left, unless it is said. */
export interface PartOfEntry extends OneEntry {
  readonly amount?: DecimalString;
}

/** What an administrator says to back a row out, or to release a hold. */
export interface CorrectionInput {
  /** At least 8 characters. */
  readonly reason: string;
  /** Made by the dialogue once, so that a double click posts once. */
  readonly idempotencyKey: string;
}

export interface LedgerEndpointTypes {
  getOverview: { readonly request: Nothing; readonly response: OverviewDto };
  listLedgerEntries: { readonly request: LedgerListQuery; readonly response: LedgerListDto };
  getLedgerEntry: { readonly request: OneEntry; readonly response: EntryDetailDto };
  exportLedger: {
    readonly request: LedgerFilter & { readonly sort?: SortOf<LedgerSort> };
    readonly response: FileText;
  };
  getEconomy: { readonly request: Nothing; readonly response: EconomyDto };
  listExpiringLots: { readonly request: ExpiringLotsQuery; readonly response: ExpiringLotsDto };
  getLedgerHealth: { readonly request: Nothing; readonly response: LedgerHealthDto };
  checkLedger: { readonly request: Nothing; readonly response: LedgerHealthDto };
  rebuildProjections: { readonly request: Nothing; readonly response: RebuildDto };
  previewReversal: { readonly request: PartOfEntry; readonly response: PostingPreviewDto };
  reverseEntry: { readonly request: PartOfEntry & CorrectionInput; readonly response: PostingResult };
  releaseHold: { readonly request: { readonly holdId: string } & CorrectionInput; readonly response: PostingResult };
}
