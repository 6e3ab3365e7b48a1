import { adminApi } from '@strapi/strapi/admin';

import type { RequestOf, ResponseOf } from '../../server/contract';
import { requestFor } from './request';

/**
 * The members' endpoints. Every posting changes what they show, so all of them listen to `RewardsLedger` too. Awarding a
 * badge or editing a member posts nothing: that has a tag of its own.
 */
const membersApi = adminApi.enhanceEndpoints({ addTagTypes: ['RewardsLedger', 'RewardsMembers'] }).injectEndpoints({
  endpoints: (build) => ({
    listMembers: build.query<ResponseOf<'listMembers'>, RequestOf<'listMembers'>>({
      query: (params) => requestFor('listMembers', params),
      providesTags: ['RewardsLedger', 'RewardsMembers'],
    }),
    findMembers: build.query<ResponseOf<'findMembers'>, RequestOf<'findMembers'>>({
      query: (params) => requestFor('findMembers', params),
      providesTags: ['RewardsMembers'],
    }),
    findSiteUsers: build.query<ResponseOf<'findSiteUsers'>, RequestOf<'findSiteUsers'>>({
      query: (params) => requestFor('findSiteUsers', params),
      providesTags: ['RewardsMembers'],
    }),
    createMember: build.mutation<ResponseOf<'createMember'>, RequestOf<'createMember'>>({
      query: (body) => requestFor('createMember', body),
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsMembers']),
    }),
    updateMember: build.mutation<ResponseOf<'updateMember'>, RequestOf<'updateMember'>>({
      query: (body) => requestFor('updateMember', body),
      // What the ledger's pages show has the member's name in it.
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsMembers', 'RewardsLedger']),
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
      invalidatesTags: (_result, error) => (error ? [] : ['RewardsMembers']),
    }),
  }),
});

export const {
  useListMembersQuery,
  useFindMembersQuery,
  useFindSiteUsersQuery,
  useCreateMemberMutation,
  useUpdateMemberMutation,
  useGetMemberQuery,
  useListMemberEntriesQuery,
  useGetMemberConsentQuery,
  useListAwardableBadgesQuery,
  useAwardBadgeMutation,
} = membersApi;
