import { adminApi, type BaseQueryError } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** `RewardsLedger` is whatever a posting changes: it is invalidated by all that posts. `RewardsHealth` is the last check. */
const ledgerApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger', 'RewardsHealth'] }).injectEndpoints({
  endpoints: (build) => {
    const read = <Name extends EndpointName>(name: Name, tag: 'RewardsLedger' | 'RewardsHealth' | null) =>
      build.query<ResponseOf<Name>, RequestOf<Name>>({
        query: (params) => requestFor(name, params),
        providesTags: tag ? [tag] : [],
      });
    const write = <Name extends EndpointName>(name: Name, ...tags: ('RewardsLedger' | 'RewardsHealth')[]) =>
      build.mutation<ResponseOf<Name>, RequestOf<Name>>({
        query: (body) => requestFor(name, body),
        // A refusal changed nothing; asking again for all would only slow the person down.
        invalidatesTags: (_result, error) => (error ? [] : tags),
      });
    return {
      getOverview: read('getOverview', 'RewardsLedger'),
      listLedgerEntries: read('listLedgerEntries', 'RewardsLedger'),
      getLedgerEntry: read('getLedgerEntry', 'RewardsLedger'),
      getEconomy: read('getEconomy', 'RewardsLedger'),
      listExpiringLots: read('listExpiringLots', 'RewardsLedger'),
      listDueHolds: read('listDueHolds', 'RewardsLedger'),
      getLedgerHealth: read('getLedgerHealth', 'RewardsHealth'),
      checkLedger: write('checkLedger', 'RewardsHealth'),
      rebuildProjections: write('rebuildProjections', 'RewardsHealth', 'RewardsLedger'),
      previewReversal: read('previewReversal', 'RewardsLedger'),
      reverseEntry: write('reverseEntry', 'RewardsLedger'),
      releaseHold: write('releaseHold', 'RewardsLedger'),
    };
  },
});

export const {
  useGetOverviewQuery,
  useListLedgerEntriesQuery,
  useGetLedgerEntryQuery,
  useGetEconomyQuery,
  useListExpiringLotsQuery,
  useListDueHoldsQuery,
  useGetLedgerHealthQuery,
  useCheckLedgerMutation,
  useRebuildProjectionsMutation,
  usePreviewReversalQuery,
  useReverseEntryMutation,
  useReleaseHoldMutation,
} = ledgerApi;

/** What every query and every mutation may fail with: the server's refusal, or that it was not reached. */
export type RequestError = BaseQueryError | { readonly name?: string; readonly message?: string };
