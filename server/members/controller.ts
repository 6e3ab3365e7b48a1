import type { MemberId, MemberInput, MembersService, UserPickerDto } from '../contract';
import { type AdminAction, adminAction, administratorOf, type HttpContext } from '../kernel/http';
import { actorOf } from '../kernel';
import { memberChange, memberInput, userPickerQuery, type UserPickerRequest } from './validate';

export interface MemberEditDependencies {
  readonly members: Pick<MembersService, 'update'>;
  createMember(input: MemberInput): Promise<MemberId>;
  findSiteUsers(asked: UserPickerRequest): Promise<UserPickerDto>;
  readonly log: Pick<Console, 'info'>;
}

/** Answers what in the admin panel changes who somebody is. Who did it stands in Strapi's log, and nothing personal. */
export function memberEditController(dependencies: MemberEditDependencies): Record<string, AdminAction> {
  const { members, createMember, findSiteUsers, log } = dependencies;
  const note = (ctx: HttpContext, what: string) => log.info(`Rewards: ${actorOf(administratorOf(ctx)).id} ${what}`);
  return {
    findSiteUsers: adminAction('findSiteUsers', userPickerQuery, findSiteUsers),
    createMember: adminAction('createMember', memberInput, async (input, ctx) => {
      const member = await createMember(input);
      note(ctx, `entered the member ${member}`);
      return { member };
    }),
    updateMember: adminAction('updateMember', memberChange, async ({ member, ...change }, ctx) => {
      await members.update({ member, ...change });
      note(ctx, `changed ${Object.keys(change).join(', ')} of the member ${member}`);
      return { member };
    }),
  };
}
