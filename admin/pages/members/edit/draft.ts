import type { MemberDetailDto, MemberInput, PickedUserDto, UpdateMemberInput } from '../../../../server/contract';

/** The texts of the form, in their order. */
export const TEXTS = ['name', 'handle', 'email', 'externalId'] as const;
export type TextName = (typeof TEXTS)[number];

/** What stands in the form. */
export interface MemberDraft extends Readonly<Record<TextName, string>> {
  readonly user: PickedUserDto | null;
}

export const EMPTY: MemberDraft = { name: '', handle: '', email: '', externalId: '', user: null };

export const draftOf = (member: MemberDetailDto['member']): MemberDraft => ({
  name: member.name ?? '',
  handle: member.handle ?? '',
  email: member.email ?? '',
  externalId: member.externalId ?? '',
  user: member.siteUser === null ? null : { documentId: member.siteUser, username: null, email: null },
});

/** Whether the member could be found again by what stands in the form. */
export const hasId = ({ externalId, user }: MemberDraft): boolean => externalId.trim() !== '' || user !== null;

type Change = Omit<UpdateMemberInput, 'member'>;

/** What of a member is to be another now; what was emptied is cleared. */
export function changesOf(first: MemberDraft, now: MemberDraft): Change {
  const texts = TEXTS.filter((field) => first[field].trim() !== now[field].trim());
  const isOther = first.user?.documentId !== now.user?.documentId;
  return {
    ...Object.fromEntries(texts.map((field) => [field, now[field].trim() || null])),
    ...(isOther && { siteUser: now.user?.documentId ?? null }),
  };
}

/** Who is to be a member. */
export const entered = (draft: MemberDraft): MemberInput => changesOf(EMPTY, draft) as MemberInput;
