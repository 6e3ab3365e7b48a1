import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** The endpoints of bulk adjustments. */
const bulkApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger'] }).injectEndpoints({
  endpoints: (build) => ({
    listBatches: build.query<ResponseOf<'listBatches'>, RequestOf<'listBatches'>>({
      query: (params) => requestFor('listBatches', params),
      providesTags: ['RewardsLedger'],
    }),
    previewBatch: build.mutation<ResponseOf<'previewBatch'>, RequestOf<'previewBatch'>>({
      query: (body) => requestFor('previewBatch', body),
    }),
    postBatch: build.mutation<ResponseOf<'postBatch'>, RequestOf<'postBatch'>>({
      query: (body) => requestFor('postBatch', body),
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsLedger']),
    }),
    reverseBatch: build.mutation<ResponseOf<'reverseBatch'>, RequestOf<'reverseBatch'>>({
      query: (request) => requestFor('reverseBatch', request),
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsLedger']),
    }),
  }),
});

export const { useListBatchesQuery, usePreviewBatchMutation, usePostBatchMutation, useReverseBatchMutation } = bulkApi;
