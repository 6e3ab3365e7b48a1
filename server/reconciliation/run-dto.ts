import type { MemberNameDto, ReconciliationRunDto } from '../contract';
import { toIso, toIsoOrNull } from '../kernel';
import type { Run } from './run-store';

/** @param member the member of a `user_specific` run, where their name is known */
export function toRunDto(
  { actor, startedAt, completedAt, member: memberId, postedSince: _, cursor: __, ...run }: Run,
  member: MemberNameDto | null,
): ReconciliationRunDto {
  return {
    ...run,
    member: member ?? (memberId === null ? null : { id: memberId, name: null, handle: null }),
    startedBy: actor,
    startedAt: toIso(startedAt),
    completedAt: toIsoOrNull(completedAt),
    durationMs: completedAt === null ? null : Math.max(0, completedAt - startedAt),
  };
}
