import { z } from 'zod';
import type {
  BalanceDto,
  CurrencyNameDto,
  MemberBalanceDto,
  MemberDto,
  MemberId,
  MembersService,
  TierDto,
  TierProgressDto,
} from '../contract';
import { readCurrencies, toCurrencyName } from '../currencies';
import { formatAmount, invariant, type Milliseconds, present, RewardsError, ZERO } from '../kernel';
import { parseInput } from '../kernel/http';
import { nameField } from '../kernel/query';
import { readLifetimeEarned } from '../ledger';
import { award, type AwardDependencies } from './badges/award';
import { readHeldBadges } from './badges/badge-store';
import { revoke } from './badges/revoke';
import { setConsent } from './consent/set-consent';
import { ensureMembers, type EnsureDependencies } from './ensure';
import { toMemberKey } from './identity-rules';
import { anonymise } from './anonymise';
import { findKnownMembers, noteVisit, readMembers } from './member-store';
import type { TierRung } from './rules';
import { tierProgress } from './standing-rules';
import { type UpdateDependencies, updateMember } from './update';

const oneMember = z.strictObject({ member: nameField(40) });

/** At most one visit in this time is noted. */
const VISITS_APART: Milliseconds = 60 * 60_000;

export interface MemberDependencies extends EnsureDependencies, UpdateDependencies, AwardDependencies {
  /** What the ledger says of a member's accounts. */
  balances(query: { readonly member: MemberId }): Promise<BalanceDto[]>;
}

/** The service `members`. */
export function createMembers(dependencies: MemberDependencies): MembersService {
  const { db, clock, outbox, rules, inTransaction, balances } = dependencies;

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
    async find(by) {
      const key = toMemberKey(by);
      const [known] = await findKnownMembers(db(), [key], false);
      return known ? ((await readMembers(db(), [known.documentId])).get(known.documentId) ?? null) : null;
    },
    async update(input) {
      await updateMember(dependencies, input);
      return need(input.member);
    },
    async setConsent(input) {
      await setConsent(dependencies, input);
      return need(input.member);
    },
    async seen(id) {
      const { member } = parseInput(oneMember, { member: id });
      const now = clock.now();
      await noteVisit(db(), member, now - VISITS_APART, now);
    },
    async balances(member) {
      await need(member);
      return balancesByCurrency(await readCurrencies(db()), await balances({ member }));
    },
    async badges(member) {
      await need(member);
      return readHeldBadges(db(), member);
    },
    async anonymise(member) {
      const { anonymised } = await need(member);
      if (!anonymised) {
        await inTransaction((trx) => anonymise(trx, outbox, 'document_id', [member], clock.now()));
      }
      return need(member);
    },
    award: (input) => award(dependencies, input),
    revoke: (input) => revoke(dependencies, input),
    async tierProgress(member) {
      const { tiers, currencies } = await rules();
      await need(member);
      if (!tiers) return null;
      const progress = tierProgress(
        tiers,
        (await readLifetimeEarned(db(), tiers.currency, [member])).get(member) ?? ZERO,
      );
      const driver = present(
        currencies.find(({ code }) => code === tiers.currency),
        'the currency that drives tiers',
      );
      return {
        currency: toCurrencyName(driver),
        tier: toTier(progress.current, tiers.scale),
        next: toTier(progress.next, tiers.scale),
        remaining: formatAmount(progress.remaining, tiers.scale),
        percent: progress.percent,
      } satisfies TierProgressDto;
    },
  };
}

/** Figures of accounts, in the order of their currencies. */
const balancesByCurrency = (
  currencies: readonly CurrencyNameDto[],
  accounts: readonly BalanceDto[],
): MemberBalanceDto[] =>
  currencies.flatMap((currency) => {
    const account = accounts.find((one) => one.currency === currency.code);
    if (!account) return [];
    const { balance, held, available, lifetimeEarned, lifetimeSpent } = account;
    return { currency: toCurrencyName(currency), balance, held, available, lifetimeEarned, lifetimeSpent };
  });

function toTier(tier: TierRung | null, scale: number): TierDto | null {
  if (!tier) return null;
  const { code, name, threshold, multiplier, discountPercent } = tier;
  return { code, name, threshold: formatAmount(threshold, scale), multiplier, discountPercent };
}
