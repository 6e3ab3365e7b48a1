import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/** The names of currencies, levels and tiers, which rarely change: asked for once an hour. */
const catalogueApi = adminApi.injectEndpoints({
  endpoints: (build) => ({
    getCatalogue: build.query<ResponseOf<'getCatalogue'>, RequestOf<'getCatalogue'>>({
      query: (params) => requestFor('getCatalogue', params),
      keepUnusedDataFor: 3600,
    }),
  }),
});

export const { useGetCatalogueQuery } = catalogueApi;
