import type { Knex } from 'knex';
import type { BalanceDto, MemberFactsDto, MemberId } from '../../contract';
import { formatAmount, ZERO } from '../../kernel';
import { readMemberFacts, type Rules } from '../../members';
import type { DecidedMember } from '../decide/decide';

export interface FactDependencies {
  readonly ledger: { balancesOf(members: readonly MemberId[]): Promise<readonly BalanceDto[]> };
}

/** Where there are no tiers, or none is reached. */
const NO_MULTIPLIER = '1';

/** E6, E10. What is known of members now; whoever was deleted is missing. */
export async function readFacts(
  { ledger }: FactDependencies,
  trx: Knex.Transaction,
  { tiers, currencies }: Rules,
  members: readonly MemberId[],
): Promise<Map<MemberId, DecidedMember>> {
  const known = await readMemberFacts(trx, members);
  const balances = await ledger.balancesOf(members);
  const multiplierOf = new Map(tiers?.rungs.map(({ code, multiplier }) => [code, multiplier]));
  return new Map(
    [...known].map(([member, { level, tier, badges, since, anonymised }]) => {
      const own = balances.filter((one) => one.member === member);
      // Whoever has no account yet has nothing, which is a figure and not missing.
      const figures = (of: (balance: BalanceDto) => string) =>
        Object.fromEntries(
          currencies.map(({ code, scale }) => {
            const account = own.find(({ currency }) => currency === code);
            return [code, account ? of(account) : formatAmount(ZERO, scale)];
          }),
        );
      const facts: MemberFactsDto = {
        ...{ level, tier, badges, memberSince: since },
        multiplier: multiplierOf.get(tier ?? '') ?? NO_MULTIPLIER,
        balances: figures(({ available }) => available),
        lifetime: figures(({ lifetimeEarned }) => lifetimeEarned),
      };
      return [member, { facts, isAnonymised: anonymised }];
    }),
  );
}
