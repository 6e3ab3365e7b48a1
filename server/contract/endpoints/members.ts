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
} from '../directory';
import type { LedgerListDto } from '../ledger-list';
import type { AwardDto } from '../members';
import type { Endpoint, FileText, Nothing } from './endpoint';

/** Whoever sees any page needs the names of what it shows. */
const ANY_VIEW = [
  'view-ledger',
  'view-members',
  'view-adjustments',
  'transactions.adjust',
  'view-redemptions',
  'redeem',
] as const;

export const MEMBER_ENDPOINTS = {
  getCatalogue: { method: 'GET', path: '/catalogue', permissions: ANY_VIEW },
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
