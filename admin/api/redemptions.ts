import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAGS = ['RewardsRedemptions', 'RewardsLedger'] as const;

/**
 * The endpoints of redeeming. Each act is a posting, so it changes what every page shows that listens to `RewardsLedger`;
 * every posting changes what a quote says, and may have settled what the list shows.
 */
const redemptionsApi = adminApi.enhanceEndpoints({ addTagTypes: TAGS }).injectEndpoints({
  endpoints: (build) => {
    const settle = <Name extends EndpointName>(name: Name) =>
      build.mutation<ResponseOf<Name>, RequestOf<Name>>({
        query: (request) => requestFor(name, request),
        // What was refused stays as it is, and so does the dialogue that says why.
        invalidatesTags: (_result, error) => (error ? [] : TAGS),
      });
    return {
      getRedemptionTerms: build.query<ResponseOf<'getRedemptionTerms'>, RequestOf<'getRedemptionTerms'>>({
        query: (params) => requestFor('getRedemptionTerms', params),
      }),
      listRedemptions: build.query<ResponseOf<'listRedemptions'>, RequestOf<'listRedemptions'>>({
        query: (params) => requestFor('listRedemptions', params),
        providesTags: [...TAGS],
      }),
      // It writes nothing, so it is a query, though its method is POST. Nobody wants the answer of a minute ago.
      quoteRedemption: build.query<ResponseOf<'quoteRedemption'>, RequestOf<'quoteRedemption'>>({
        query: (body) => requestFor('quoteRedemption', body),
        providesTags: ['RewardsLedger'],
        keepUnusedDataFor: 0,
      }),
      holdRedemption: build.mutation<ResponseOf<'holdRedemption'>, RequestOf<'holdRedemption'>>({
        query: (body) => requestFor('holdRedemption', body),
        // A refused attempt is on record too (L9).
        invalidatesTags: (_result, error) => (error ? ['RewardsRedemptions'] : TAGS),
      }),
      captureRedemption: settle('captureRedemption'),
      releaseRedemption: settle('releaseRedemption'),
      // Nobody wants the answer of a minute ago.
      previewRedemptionRefund: build.query<ResponseOf<'previewRedemptionRefund'>, RequestOf<'previewRedemptionRefund'>>(
        {
          query: (params) => requestFor('previewRedemptionRefund', params),
          providesTags: ['RewardsLedger'],
          keepUnusedDataFor: 0,
        },
      ),
      refundRedemption: settle('refundRedemption'),
    };
  },
});

export const {
  useGetRedemptionTermsQuery,
  useListRedemptionsQuery,
  useQuoteRedemptionQuery,
  useHoldRedemptionMutation,
  useCaptureRedemptionMutation,
  useReleaseRedemptionMutation,
  usePreviewRedemptionRefundQuery,
  useRefundRedemptionMutation,
} = redemptionsApi;
