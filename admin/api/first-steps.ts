import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** How far an install has come. A posting and a run of a task bring it further; Strapi's own pages do so unnoticed. */
const firstStepsApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger', 'RewardsTasks'] }).injectEndpoints({
  endpoints: (build) => ({
    getFirstSteps: build.query<ResponseOf<'getFirstSteps'>, RequestOf<'getFirstSteps'>>({
      query: (params) => requestFor('getFirstSteps', params),
      providesTags: ['RewardsLedger', 'RewardsTasks'],
    }),
  }),
});

export const { useGetFirstStepsQuery } = firstStepsApi;
