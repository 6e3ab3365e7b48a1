import type {
  BadgeDto,
  CatalogueDto,
  DirectoryDto,
  DirectoryFilter,
  DirectoryQuery,
  DueHoldsDto,
  DueHoldsQuery,
  MemberConsentDto,
  MemberDetailDto,
  MemberLedgerQuery,
  OneMember,
  PickedMemberDto,
  UserPickerDto,
} from '../directory';
import type { LedgerListDto } from '../ledger-list';
import type { AwardDto, MemberInput, UpdateMemberInput } from '../members';
import { type Endpoint, type FileText, type Nothing, PERMISSION_NAMES } from './endpoint';

/** Whoever sees any page needs the names of what it shows: all that lets somebody view, and the forms. */
const ANY_PAGE = [
  'transactions.adjust',
  'redeem',
  ...PERMISSION_NAMES.filter((name) => name.startsWith('view-')),
] as const;

export const MEMBER_ENDPOINTS = {
  getCatalogue: { method: 'GET', path: '/catalogue', permissions: ANY_PAGE },
  listMembers: { method: 'GET', path: '/members', permissions: ['view-members'] },
  exportDirectory: { method: 'GET', path: '/members-export', permissions: ['export-members'] },
  findMembers: {
    method: 'GET',
    path: '/member-picker',
    permissions: ['transactions.adjust', 'redeem', 'view-redemptions', 'view-members', 'run-reconciliation'],
  },
  listDueHolds: { method: 'GET', path: '/due-holds', permissions: ['view-ledger'] },
  getMember: { method: 'GET', path: '/members/:member', permissions: ['view-members'] },
  listMemberEntries: { method: 'GET', path: '/members/:member/entries', permissions: ['view-members'] },
  getMemberConsent: { method: 'GET', path: '/members/:member/consent', permissions: ['view-consent'] },
  exportMember: { method: 'GET', path: '/members/:member/export', permissions: ['export-members'] },
  listAwardableBadges: { method: 'GET', path: '/members/:member/awardable-badges', permissions: ['award-badges'] },
  awardBadge: { method: 'POST', path: '/members/:member/badges', permissions: ['award-badges'] },
} as const satisfies Record<string, Endpoint>;

/** What changes who somebody is. */
export const MEMBER_EDIT_ENDPOINTS = {
  findSiteUsers: { method: 'GET', path: '/site-user-picker', permissions: ['edit-members'] },
  createMember: { method: 'POST', path: '/members', permissions: ['edit-members'] },
  updateMember: { method: 'PUT', path: '/members/:member', permissions: ['edit-members'] },
} as const satisfies Record<string, Endpoint>;

export interface MemberEndpointTypes {
  getCatalogue: { readonly request: Nothing; readonly response: CatalogueDto };
  listMembers: { readonly request: DirectoryQuery; readonly response: DirectoryDto };
  exportDirectory: { readonly request: DirectoryFilter; readonly response: FileText };
  /** At most `PICKER_SIZE`, by name. */
  findMembers: {
    readonly request: { readonly search?: string; readonly member?: string };
    readonly response: readonly PickedMemberDto[];
  };
  listDueHolds: { readonly request: DueHoldsQuery; readonly response: DueHoldsDto };
  getMember: { readonly request: OneMember; readonly response: MemberDetailDto };
  listMemberEntries: { readonly request: OneMember & MemberLedgerQuery; readonly response: LedgerListDto };
  getMemberConsent: { readonly request: OneMember; readonly response: MemberConsentDto };
  exportMember: { readonly request: OneMember; readonly response: FileText };
  /** Badges that the member does not hold yet. */
  listAwardableBadges: { readonly request: OneMember; readonly response: readonly BadgeDto[] };
  /** `badge` is a badge's code. */
  awardBadge: { readonly request: OneMember & { readonly badge: string }; readonly response: AwardDto };
}

export interface MemberEditEndpointTypes {
  /** Those who are nobody's site user yet; `user`: that one alone, whoever has them. */
  findSiteUsers: {
    readonly request: { readonly search?: string; readonly user?: string };
    readonly response: UserPickerDto;
  };
  /** The same again is answered with the member who was made at first. */
  createMember: { readonly request: MemberInput; readonly response: OneMember };
  updateMember: { readonly request: UpdateMemberInput; readonly response: OneMember };
}
