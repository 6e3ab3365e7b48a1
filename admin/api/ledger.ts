import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** The ledger's endpoints. Whatever posts a row invalidates `RewardsLedger`. */
const ledgerApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger'] }).injectEndpoints({
  endpoints: (build) => ({
    listLedgerEntries: build.query<ResponseOf<'listLedgerEntries'>, RequestOf<'listLedgerEntries'>>({
      query: (params) => requestFor('listLedgerEntries', params),
      providesTags: ['RewardsLedger'],
    }),
  }),
});

export const { useListLedgerEntriesQuery } = ledgerApi;
