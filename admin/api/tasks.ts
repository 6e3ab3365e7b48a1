import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** The endpoints of scheduled tasks. A run changes what other pages show; they ask anew when they are opened. */
const tasksApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsTasks'] }).injectEndpoints({
  endpoints: (build) => ({
    listTasks: build.query<ResponseOf<'listTasks'>, RequestOf<'listTasks'>>({
      query: (params) => requestFor('listTasks', params),
      providesTags: ['RewardsTasks'],
    }),
    listTaskRuns: build.query<ResponseOf<'listTaskRuns'>, RequestOf<'listTaskRuns'>>({
      query: (params) => requestFor('listTaskRuns', params),
      providesTags: ['RewardsTasks'],
    }),
    // Nobody wants the answer of a minute ago.
    previewExpiry: build.query<ResponseOf<'previewExpiry'>, RequestOf<'previewExpiry'>>({
      query: (params) => requestFor('previewExpiry', params),
      keepUnusedDataFor: 0,
    }),
    runTask: build.mutation<ResponseOf<'runTask'>, RequestOf<'runTask'>>({
      query: (request) => requestFor('runTask', request),
      // Also after a refusal: it says that somebody else's run is under way.
      invalidatesTags: ['RewardsTasks'],
    }),
  }),
});

export const { useListTasksQuery, useListTaskRunsQuery, usePreviewExpiryQuery, useRunTaskMutation } = tasksApi;
export const useKnownTasks = () => tasksApi.endpoints.listTasks.useQueryState({});
