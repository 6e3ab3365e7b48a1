import { z } from 'zod';
import type { MemberDto, MemberId, MembersService, TierDto, TierProgressDto } from '../contract';
import { formatAmount, invariant, RewardsError } from '../kernel';
import { parseInput } from '../kernel/http';
import { nameField } from '../kernel/query';
import { award, type AwardDependencies } from './badges/award';
import { ensureMembers, type EnsureDependencies } from './ensure';
import { anonymiseMembers, readLifetimeEarned, readMembers } from './member-store';
import type { TierRung } from './rules';
import { tierProgress } from './standing-rules';

const oneMember = z.strictObject({ member: nameField(40) });

/** The service `members`. */
export function createMembers(dependencies: EnsureDependencies & AwardDependencies): MembersService {
  const { db, clock, rules } = dependencies;

  async function need(id: MemberId): Promise<MemberDto> {
    const { member } = parseInput(oneMember, { member: id });
    const found = (await readMembers(db(), [member])).get(member);
    if (!found) throw new RewardsError('MEMBER_NOT_FOUND', { member });
    return found;
  }

  return {
    async ensure(input) {
      const [member] = await ensureMembers(dependencies, [input]);
      invariant(member !== undefined, 'a member was asked for and none was answered');
      return member;
    },
    ensureMany: (inputs) => ensureMembers(dependencies, inputs),
    async get(id) {
      const { member } = parseInput(oneMember, { member: id });
      return (await readMembers(db(), [member])).get(member) ?? null;
    },
    async anonymise(member) {
      const { anonymised } = await need(member);
      if (!anonymised) await anonymiseMembers(db(), 'document_id', [member], clock.now());
      return need(member);
    },
    award: (input) => award(dependencies, input),
    async tierProgress(member) {
      const { tiers } = await rules();
      await need(member);
      if (!tiers) return null;
      const progress = tierProgress(tiers, await readLifetimeEarned(db(), member, tiers.currency));
      return {
        tier: toTier(progress.current, tiers.scale),
        next: toTier(progress.next, tiers.scale),
        remaining: formatAmount(progress.remaining, tiers.scale),
        percent: progress.percent,
      } satisfies TierProgressDto;
    },
  };
}

function toTier(tier: TierRung | null, scale: number): TierDto | null {
  if (!tier) return null;
  const { code, name, threshold, multiplier, discountPercent } = tier;
  return { code, name, threshold: formatAmount(threshold, scale), multiplier, discountPercent };
}
