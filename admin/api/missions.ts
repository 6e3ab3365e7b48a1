import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAGS = ['RewardsMissions', 'RewardsPools'] as const;
type Tag = (typeof TAGS)[number];

/** The endpoints of missions and pools. */
const missionsApi = adminApi.enhanceEndpoints({ addTagTypes: TAGS }).injectEndpoints({
  endpoints: (build) => {
    const read = <Name extends EndpointName>(name: Name, tag: Tag) =>
      build.query<ResponseOf<Name>, RequestOf<Name>>({
        query: (params) => requestFor(name, params),
        providesTags: [tag],
      });
    const change = <Name extends EndpointName>(name: Name, tag: Tag) =>
      build.mutation<ResponseOf<Name>, RequestOf<Name>>({
        query: (request) => requestFor(name, request),
        // What was refused stays as it is, and so does the form that says why.
        invalidatesTags: (_result, error) => (error ? [] : [tag]),
      });
    return {
      listMissions: read('listMissions', 'RewardsMissions'),
      createMission: change('createMission', 'RewardsMissions'),
      saveMission: change('saveMission', 'RewardsMissions'),
      changeMission: change('changeMission', 'RewardsMissions'),
      listPools: read('listPools', 'RewardsPools'),
      getPool: read('getPool', 'RewardsPools'),
      createPool: change('createPool', 'RewardsPools'),
      movePool: change('movePool', 'RewardsPools'),
    };
  },
});

export const {
  useListMissionsQuery,
  useCreateMissionMutation,
  useSaveMissionMutation,
  useChangeMissionMutation,
  useListPoolsQuery,
  useGetPoolQuery,
  useCreatePoolMutation,
  useMovePoolMutation,
} = missionsApi;
