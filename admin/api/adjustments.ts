import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** The endpoints of manual adjustments. Posting one changes what every page shows that listens to `RewardsLedger`. */
const adjustmentsApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger'] }).injectEndpoints({
  endpoints: (build) => ({
    listAdjustments: build.query<ResponseOf<'listAdjustments'>, RequestOf<'listAdjustments'>>({
      query: (params) => requestFor('listAdjustments', params),
      providesTags: ['RewardsLedger'],
    }),
    // It posts nothing, so it is a query, though its method is POST. Nobody wants the answer of a minute ago.
    previewAdjustment: build.query<ResponseOf<'previewAdjustment'>, RequestOf<'previewAdjustment'>>({
      query: (body) => requestFor('previewAdjustment', body),
      providesTags: ['RewardsLedger'],
      keepUnusedDataFor: 0,
    }),
    postAdjustment: build.mutation<ResponseOf<'postAdjustment'>, RequestOf<'postAdjustment'>>({
      query: (body) => requestFor('postAdjustment', body),
      // What was refused, or never arrived, changed nothing.
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsLedger']),
    }),
  }),
});

export const { useListAdjustmentsQuery, usePreviewAdjustmentQuery, usePostAdjustmentMutation } = adjustmentsApi;
