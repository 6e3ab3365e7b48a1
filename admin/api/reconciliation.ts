import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAGS = ['RewardsReconciliation', 'RewardsDiscrepancies', 'RewardsLedger', 'RewardsHealth'] as const;
type Tag = (typeof TAGS)[number];

/**
 * The endpoints of reconciliation. `RewardsReconciliation` is the runs and what they come to, `RewardsDiscrepancies` the
 * list and each one of it. A repair changes what the pages of the ledger and the members show, so it tells those too.
 */
const reconciliationApi = adminApi.enhanceEndpoints({ addTagTypes: TAGS }).injectEndpoints({
  endpoints: (build) => {
    const read = <Name extends EndpointName>(name: Name, tag: Tag) =>
      build.query<ResponseOf<Name>, RequestOf<Name>>({
        query: (params) => requestFor(name, params),
        providesTags: [tag],
      });
    const write = <Name extends EndpointName>(name: Name, ...tags: Tag[]) =>
      build.mutation<ResponseOf<Name>, RequestOf<Name>>({
        query: (body) => requestFor(name, body),
        // What was refused stays as it is, and so does the dialogue that says why.
        invalidatesTags: (_result, error) => (error ? [] : tags),
      });
    return {
      getReconciliation: read('getReconciliation', 'RewardsReconciliation'),
      listReconciliationRuns: read('listReconciliationRuns', 'RewardsReconciliation'),
      getReconciliationRun: read('getReconciliationRun', 'RewardsReconciliation'),
      listDiscrepancies: read('listDiscrepancies', 'RewardsDiscrepancies'),
      getDiscrepancy: read('getDiscrepancy', 'RewardsDiscrepancies'),
      startReconciliation: write('startReconciliation', 'RewardsReconciliation'),
      cancelReconciliation: write('cancelReconciliation', 'RewardsReconciliation'),
      investigateDiscrepancy: write('investigateDiscrepancy', 'RewardsDiscrepancies', 'RewardsReconciliation'),
      resolveDiscrepancy: write('resolveDiscrepancy', ...TAGS),
      resolveDiscrepancies: write('resolveDiscrepancies', ...TAGS),
      reopenDiscrepancy: write('reopenDiscrepancy', 'RewardsDiscrepancies', 'RewardsReconciliation'),
      // It posts nothing, so it is a query, though its method is POST. Nobody wants the answer of a minute ago.
      previewDiscrepancyAdjustment: build.query<
        ResponseOf<'previewDiscrepancyAdjustment'>,
        RequestOf<'previewDiscrepancyAdjustment'>
      >({
        query: (request) => requestFor('previewDiscrepancyAdjustment', request),
        providesTags: ['RewardsLedger'],
        keepUnusedDataFor: 0,
      }),
      adjustDiscrepancy: write('adjustDiscrepancy', ...TAGS),
    };
  },
});

export const {
  useGetReconciliationQuery,
  useListReconciliationRunsQuery,
  useGetReconciliationRunQuery,
  useListDiscrepanciesQuery,
  useGetDiscrepancyQuery,
  useStartReconciliationMutation,
  useCancelReconciliationMutation,
  useInvestigateDiscrepancyMutation,
  useResolveDiscrepancyMutation,
  useResolveDiscrepanciesMutation,
  useReopenDiscrepancyMutation,
  usePreviewDiscrepancyAdjustmentQuery,
  useAdjustDiscrepancyMutation,
} = reconciliationApi;
export const useKnownReconciliation = () => reconciliationApi.endpoints.getReconciliation.useQueryState({});
