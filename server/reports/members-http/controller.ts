import { PICKER_SIZE, type MembersService } from '../../contract';
import { RewardsError } from '../../kernel';
import { administratorOf, adminAction, fileAction, type AdminAction } from '../../kernel/http';
import { nothing } from '../../kernel/query';
import { listAwardableBadges } from '../../members';
import { getCatalogue } from '../members/catalogue';
import { type DetailDependencies, getMember } from '../member/get-member';
import { listMemberEntries } from '../member/list-entries';
import { exportDirectory } from '../member-export/export-directory';
import { exportMember, type MemberExportDependencies } from '../member-export/export-member';
import { dueHolds } from '../due/due-holds';
import { listMembers } from '../members/list-members';
import { readPicked } from '../members/picker-store';
import {
  awardBody,
  directoryFilter,
  directoryQuery,
  dueHoldsQuery,
  memberEntriesQuery,
  oneMember,
  pickerQuery,
} from './validate';

export interface MemberControllerDependencies extends DetailDependencies, MemberExportDependencies {
  readonly members: MembersService;
}

/** Answers the members' pages in the admin panel. */
export function memberController(dependencies: MemberControllerDependencies): Record<string, AdminAction> {
  const { db, members } = dependencies;

  async function need(id: string) {
    const member = await members.get(id);
    if (!member) throw new RewardsError('MEMBER_NOT_FOUND', { member: id });
    return member;
  }

  return {
    getCatalogue: adminAction('getCatalogue', nothing, () => getCatalogue({ db })),
    listMembers: adminAction('listMembers', directoryQuery, (query) => listMembers(dependencies, query)),
    findMembers: adminAction('findMembers', pickerQuery, (query) => readPicked(db, { ...query, limit: PICKER_SIZE })),
    listDueHolds: adminAction('listDueHolds', dueHoldsQuery, (query) => dueHolds(dependencies, query)),
    getMember: adminAction('getMember', oneMember, ({ member }) => getMember(dependencies, member)),
    listMemberEntries: adminAction('listMemberEntries', memberEntriesQuery, (query) =>
      listMemberEntries(dependencies, query),
    ),
    getMemberConsent: adminAction('getMemberConsent', oneMember, async ({ member }) => (await need(member)).consents),
    exportDirectory: fileAction('exportDirectory', directoryFilter, (filter) => exportDirectory(dependencies, filter)),
    exportMember: fileAction('exportMember', oneMember, ({ member }) => exportMember(dependencies, member)),
    listAwardableBadges: adminAction('listAwardableBadges', oneMember, async ({ member }) => {
      await need(member);
      return listAwardableBadges({ db }, member);
    }),
    awardBadge: adminAction('awardBadge', awardBody, ({ member, badge }, ctx) => {
      const { name, id } = administratorOf(ctx);
      return members.award({ member, badge, awardedBy: name ?? id });
    }),
  };
}
