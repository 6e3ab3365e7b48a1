import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAG = 'RewardsAffiliateEvents';

/** The endpoints of affiliate events. What is done with events changes what the list, its totals and its chart show. */
const affiliatesApi = adminApi.enhanceEndpoints({ addTagTypes: [TAG] }).injectEndpoints({
  endpoints: (build) => {
    const read = <Name extends EndpointName>(name: Name) =>
      build.query<ResponseOf<Name>, RequestOf<Name>>({
        query: (params) => requestFor(name, params),
        providesTags: [TAG],
      });
    return {
      listAffiliateEvents: read('listAffiliateEvents'),
      countAffiliateDays: read('countAffiliateDays'),
      getAffiliateAttention: read('getAffiliateAttention'),
      getAffiliateEvent: read('getAffiliateEvent'),
      listAffiliateSystemNames: read('listAffiliateSystemNames'),
      // It changes nothing, so it is a query, though its method is POST. Nobody wants the answer of a minute ago.
      previewAffiliateActs: build.query<ResponseOf<'previewAffiliateActs'>, RequestOf<'previewAffiliateActs'>>({
        query: (body) => requestFor('previewAffiliateActs', body),
        keepUnusedDataFor: 0,
      }),
      actOnAffiliateEvents: build.mutation<ResponseOf<'actOnAffiliateEvents'>, RequestOf<'actOnAffiliateEvents'>>({
        query: (body) => requestFor('actOnAffiliateEvents', body),
        // Between the thousands of a filter nothing is read anew; what was refused stays as it is.
        invalidatesTags: (result) => (result && result.next === null ? [TAG] : []),
      }),
    };
  },
});

export const {
  useListAffiliateEventsQuery,
  useCountAffiliateDaysQuery,
  useGetAffiliateAttentionQuery,
  useGetAffiliateEventQuery,
  useListAffiliateSystemNamesQuery,
  usePreviewAffiliateActsQuery,
  useActOnAffiliateEventsMutation,
} = affiliatesApi;
