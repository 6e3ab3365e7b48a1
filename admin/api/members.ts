import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/**
 * The members' endpoints. Every posting changes what they show, so all of them listen to `RewardsLedger` too. Awarding a
 * badge posts nothing: it has a tag of its own.
 */
const membersApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger', 'RewardsMembers'] }).injectEndpoints({
  endpoints: (build) => ({
    listMembers: build.query<ResponseOf<'listMembers'>, RequestOf<'listMembers'>>({
      query: (params) => requestFor('listMembers', params),
      providesTags: ['RewardsLedger', 'RewardsMembers'],
    }),
    findMembers: build.query<ResponseOf<'findMembers'>, RequestOf<'findMembers'>>({
      query: (params) => requestFor('findMembers', params),
    }),
    getMember: build.query<ResponseOf<'getMember'>, RequestOf<'getMember'>>({
      query: (params) => requestFor('getMember', params),
      providesTags: ['RewardsLedger', 'RewardsMembers'],
    }),
    listMemberEntries: build.query<ResponseOf<'listMemberEntries'>, RequestOf<'listMemberEntries'>>({
      query: (params) => requestFor('listMemberEntries', params),
      providesTags: ['RewardsLedger'],
    }),
    getMemberConsent: build.query<ResponseOf<'getMemberConsent'>, RequestOf<'getMemberConsent'>>({
      query: (params) => requestFor('getMemberConsent', params),
    }),
    listAwardableBadges: build.query<ResponseOf<'listAwardableBadges'>, RequestOf<'listAwardableBadges'>>({
      query: (params) => requestFor('listAwardableBadges', params),
      providesTags: ['RewardsMembers'],
    }),
    awardBadge: build.mutation<ResponseOf<'awardBadge'>, RequestOf<'awardBadge'>>({
      query: (body) => requestFor('awardBadge', body),
      invalidatesTags: ['RewardsMembers'],
    }),
    releaseHold: build.mutation<ResponseOf<'releaseHold'>, RequestOf<'releaseHold'>>({
      query: (body) => requestFor('releaseHold', body),
      invalidatesTags: ['RewardsLedger'],
    }),
  }),
});

export const {
  useListMembersQuery,
  useFindMembersQuery,
  useGetMemberQuery,
  useListMemberEntriesQuery,
  useGetMemberConsentQuery,
  useListAwardableBadgesQuery,
  useAwardBadgeMutation,
  useReleaseHoldMutation,
} = membersApi;
