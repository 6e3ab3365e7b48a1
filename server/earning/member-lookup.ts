import type { MemberId } from '../contract';
import { present } from '../kernel';
import type { EarningDependencies } from './desk';
import { findMembers } from './store';

/** The members of a history's customers. It keeps one id a customer for as long as the import runs. */
export interface MemberLookup {
  /** How many customers it has met. */
  readonly size: number;
  /** The members with these external ids, in their order. */
  idsOf(externalIds: readonly string[]): Promise<MemberId[]>;
}

/**
 * Makes members of customers who are none yet; in a dry run it makes up an id for them instead.
 */
export function createMemberLookup(deps: EarningDependencies, dryRun: boolean): MemberLookup {
  const known = new Map<string, MemberId>();

  const learn = async (externalIds: readonly string[]): Promise<void> => {
    if (dryRun) {
      const found = await findMembers(deps.db(), externalIds);
      for (const id of externalIds) known.set(id, found.get(id) ?? `new:${id}`);
      return;
    }
    const members = await deps.members.ensureMany(externalIds.map((externalId) => ({ externalId })));
    for (const [index, { documentId }] of members.entries())
      known.set(present(externalIds[index], 'a customer'), documentId);
  };

  return {
    get size() {
      return known.size;
    },
    async idsOf(externalIds) {
      const unknown = [...new Set(externalIds.filter((id) => !known.has(id)))];
      if (unknown.length > 0) await learn(unknown);
      return externalIds.map((id) => present(known.get(id), 'the member of a customer'));
    },
  };
}
