import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAG = 'RewardsClubEvents';

/** The endpoints of events of the rewards club, which are read only. */
const clubApi = adminApi.enhanceEndpoints({ addTagTypes: [TAG] }).injectEndpoints({
  endpoints: (build) => {
    const read = <Name extends EndpointName>(name: Name) =>
      build.query<ResponseOf<Name>, RequestOf<Name>>({
        query: (params) => requestFor(name, params),
        providesTags: [TAG],
      });
    return {
      getClub: read('getClub'),
      listClubEvents: read('listClubEvents'),
      getClubFigures: read('getClubFigures'),
      getClubEvent: read('getClubEvent'),
    };
  },
});

export const { useGetClubQuery, useListClubEventsQuery, useGetClubFiguresQuery, useGetClubEventQuery } = clubApi;
