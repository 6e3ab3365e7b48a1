import { adminApi } from '@strapi/strapi/admin';

import { type AffiliateComparisonInput, endpointUrl, type RequestOf, type ResponseOf } from '../../server/contract';
import { requestFor } from './request';

const TAGS = ['RewardsAffiliateComparisons'] as const;

/** What is compared, with the file itself: it may be larger than the JSON that Strapi reads, so it goes as a part of a form. */
interface ComparedFile {
  readonly input: Omit<AffiliateComparisonInput, 'csv'>;
  readonly file: File;
}

/** The endpoints of comparisons with networks' files. What is kept of one never changes. */
const comparisonsApi = adminApi.enhanceEndpoints({ addTagTypes: TAGS }).injectEndpoints({
  endpoints: (build) => ({
    listAffiliateComparisons: build.query<
      ResponseOf<'listAffiliateComparisons'>,
      RequestOf<'listAffiliateComparisons'>
    >({
      query: (params) => requestFor('listAffiliateComparisons', params),
      providesTags: TAGS,
    }),
    getAffiliateComparison: build.query<ResponseOf<'getAffiliateComparison'>, RequestOf<'getAffiliateComparison'>>({
      query: (params) => requestFor('getAffiliateComparison', params),
    }),
    listAffiliateComparisonRows: build.query<
      ResponseOf<'listAffiliateComparisonRows'>,
      RequestOf<'listAffiliateComparisonRows'>
    >({
      query: (params) => requestFor('listAffiliateComparisonRows', params),
    }),
    previewAffiliateStatement: build.mutation<
      ResponseOf<'previewAffiliateStatement'>,
      RequestOf<'previewAffiliateStatement'>
    >({
      query: (body) => requestFor('previewAffiliateStatement', body),
    }),
    compareAffiliateEvents: build.mutation<ResponseOf<'compareAffiliateEvents'>, ComparedFile>({
      query: ({ input, file }) => {
        const data = new FormData();
        data.set('input', JSON.stringify(input));
        data.set('csv', file);
        return { url: endpointUrl('compareAffiliateEvents'), method: 'POST', data };
      },
      invalidatesTags: (_result, error) => (error ? [] : TAGS),
    }),
  }),
});

export const {
  useListAffiliateComparisonsQuery,
  useGetAffiliateComparisonQuery,
  useListAffiliateComparisonRowsQuery,
  usePreviewAffiliateStatementMutation,
  useCompareAffiliateEventsMutation,
} = comparisonsApi;
