import {
  SCHEDULE_HOLDS,
  SCHEDULE_LOTS,
  type MemberDetailDto,
  type MembersService,
  type HeadlineSettings,
} from '../../contract';
import { type Db, RewardsError } from '../../kernel';
import { readHeldBadges, type Rules } from '../../members';
import { headlineOf } from '../members/headline-rules';
import { readCurrencies } from '../../currencies';
import { readAccounts } from './account-store';
import { balanceIn, withReconciliation } from './balances';
import { levelHistory } from './level-history';
import { currencyOf, toHoldDto, toLotDto } from './schedule';
import { countOpenHolds, countOpenLots, readOpenHolds, readOpenLots } from './schedule-store';

export interface DetailDependencies {
  readonly db: Db;
  readonly members: Pick<MembersService, 'get' | 'balances' | 'tierProgress'>;
  rules(): Promise<Rules>;
  readonly headline: HeadlineSettings;
}

/**
 * B15. A member's page. What is available is told by the ledger, which takes into account what falls due at this moment.
 *
 * @throws MEMBER_NOT_FOUND
 */
export async function getMember(dependencies: DetailDependencies, id: string): Promise<MemberDetailDto> {
  const { db, members, rules: currentRules } = dependencies;
  const found = await members.get(id);
  if (!found) throw new RewardsError('MEMBER_NOT_FOUND', { member: id });
  const { consents: _, ...member } = found;

  const rules = await currentRules();
  const { points, reputation } = headlineOf(await readCurrencies(db), dependencies.headline);
  const balances = await members.balances(id);
  const accounts = await readAccounts(db, id);
  const accountIds = accounts.map((account) => account.id);
  const badges = await readHeldBadges(db, id);
  const holds = await readOpenHolds(db, accountIds, SCHEDULE_HOLDS);
  const lots = await readOpenLots(db, accountIds, SCHEDULE_LOTS);
  const history = await levelHistory(db, rules.levels, accounts);
  return {
    member,
    headline: {
      points: points && balanceIn(points, balances),
      reputation: reputation && balanceIn(reputation, balances),
      level: rules.levels?.rungs.find(({ code }) => code === member.level)?.name ?? null,
      badges: badges.length,
    },
    balances: withReconciliation(balances, accounts),
    badges,
    tierProgress: await members.tierProgress(id),
    holds: holds.map((hold) => toHoldDto(hold, currencyOf(hold.accountId, accounts))),
    lots: lots.map((lot) => toLotDto(lot, accounts)),
    levelHistory: history.steps,
    totals: {
      holds: await countOpenHolds(db, accountIds),
      lots: await countOpenLots(db, accountIds),
      levelSteps: history.total,
    },
  };
}
