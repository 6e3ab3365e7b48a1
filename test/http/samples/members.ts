import type { MemberEditEndpointTypes, MemberEndpointTypes } from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

const ofMember = ({ member }: SampleWorld) => ({ path: { member } });

export const MEMBER_SAMPLES: Samples<keyof MemberEndpointTypes> = {
  getCatalogue: () => ({}),
  listMembers: () => ({}),
  exportDirectory: () => ({}),
  findMembers: () => ({}),
  listDueHolds: () => ({}),
  getMember: ofMember,
  listMemberEntries: ofMember,
  getMemberConsent: ofMember,
  exportMember: ofMember,
  listAwardableBadges: ofMember,
  awardBadge: async ({ open, member }) => {
    const code = open.key();
    const data = { code, name: `Badge ${code}` };
    await open.strapi.documents('plugin::rewards.badge' as never).create({ data: data as never });
    return { path: { member }, body: { badge: code } };
  },
};

export const MEMBER_EDIT_SAMPLES: Samples<keyof MemberEditEndpointTypes> = {
  findSiteUsers: () => ({}),
  createMember: ({ open }) => ({
    body: { externalId: open.key(), name: 'Entered', handle: open.key(), email: 'e@x.test' },
  }),
  updateMember: ({ open, member }) => ({
    path: { member },
    body: { name: 'Changed', handle: open.key(), email: 'c@x.test' },
  }),
};
