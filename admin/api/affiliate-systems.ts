import { adminApi } from '@strapi/strapi/admin';

import type { EndpointName, RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAGS = ['RewardsAffiliateSystems'] as const;

/** The endpoints of affiliate systems. A test is no change: nothing is recorded of it. */
const affiliateSystemsApi = adminApi.enhanceEndpoints({ addTagTypes: TAGS }).injectEndpoints({
  endpoints: (build) => {
    const change = <Name extends EndpointName>(name: Name) =>
      build.mutation<ResponseOf<Name>, RequestOf<Name>>({
        query: (request) => requestFor(name, request),
        // What was refused stays as it is, and so does the form that says why.
        invalidatesTags: (_result, error) => (error ? [] : TAGS),
      });
    return {
      listAffiliateSystems: build.query<ResponseOf<'listAffiliateSystems'>, RequestOf<'listAffiliateSystems'>>({
        query: (params) => requestFor('listAffiliateSystems', params),
        providesTags: TAGS,
      }),
      listAffiliateSystemsOff: build.query<ResponseOf<'listAffiliateSystemsOff'>, RequestOf<'listAffiliateSystemsOff'>>(
        {
          query: (params) => requestFor('listAffiliateSystemsOff', params),
          providesTags: TAGS,
        },
      ),
      getAffiliateSystem: build.query<ResponseOf<'getAffiliateSystem'>, RequestOf<'getAffiliateSystem'>>({
        query: (params) => requestFor('getAffiliateSystem', params),
        providesTags: TAGS,
        keepUnusedDataFor: 0,
      }),
      // It writes nothing, so it is a query, though its method is POST. Nobody wants the answer of a minute ago.
      previewAffiliateRequest: build.query<ResponseOf<'previewAffiliateRequest'>, RequestOf<'previewAffiliateRequest'>>(
        {
          query: (body) => requestFor('previewAffiliateRequest', body),
          providesTags: TAGS,
          keepUnusedDataFor: 0,
        },
      ),
      sendAffiliateTest: build.mutation<ResponseOf<'sendAffiliateTest'>, RequestOf<'sendAffiliateTest'>>({
        query: (body) => requestFor('sendAffiliateTest', body),
      }),
      createAffiliateSystem: change('createAffiliateSystem'),
      updateAffiliateSystem: change('updateAffiliateSystem'),
      deleteAffiliateSystem: build.mutation<ResponseOf<'deleteAffiliateSystem'>, RequestOf<'deleteAffiliateSystem'>>({
        // The page of what is gone would ask for it once more; the list asks anew when it is opened.
        query: (request) => requestFor('deleteAffiliateSystem', request),
      }),
      switchAffiliateSystem: change('switchAffiliateSystem'),
      saveAffiliateSecret: change('saveAffiliateSecret'),
      endAffiliateSecret: change('endAffiliateSecret'),
    };
  },
});

export const {
  useListAffiliateSystemsQuery,
  useListAffiliateSystemsOffQuery,
  useGetAffiliateSystemQuery,
  usePreviewAffiliateRequestQuery,
  useSendAffiliateTestMutation,
  useCreateAffiliateSystemMutation,
  useUpdateAffiliateSystemMutation,
  useDeleteAffiliateSystemMutation,
  useSwitchAffiliateSystemMutation,
  useSaveAffiliateSecretMutation,
  useEndAffiliateSecretMutation,
} = affiliateSystemsApi;
