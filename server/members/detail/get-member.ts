import {
  SCHEDULE_HOLDS,
  SCHEDULE_LOTS,
  type LedgerService,
  type MemberAccountDto,
  type MemberBalanceDto,
  type MemberDetailDto,
  type MembersService,
  type HeadlineSettings,
} from '../../contract';
import { type Db, RewardsError, toIsoOrNull } from '../../kernel';
import { readHeldBadges } from '../badges/badge-store';
import { readKnownCurrencies } from '../catalogue-store';
import { headlineOf, type KnownCurrency, toCurrencyName } from '../headline-rules';
import type { Rules } from '../rules';
import { type MemberAccount, readAccounts } from './account-store';
import { levelHistory } from './level-history';
import { currencyOf, toHoldDto, toLotDto } from './schedule';
import { countOpenHolds, countOpenLots, readOpenHolds, readOpenLots } from './schedule-store';

export interface DetailDependencies {
  readonly db: Db;
  readonly ledger: Pick<LedgerService, 'balance'>;
  readonly members: Pick<MembersService, 'get' | 'tierProgress'>;
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
  const currencies = await readKnownCurrencies(db);
  const accounts = await readAccounts(db, id);
  const accountIds = accounts.map((account) => account.id);
  const badges = await readHeldBadges(db, id);
  const holds = await readOpenHolds(db, accountIds, SCHEDULE_HOLDS);
  const lots = await readOpenLots(db, accountIds, SCHEDULE_LOTS);
  const history = await levelHistory(db, rules.levels, accounts);
  return {
    member,
    headline: {
      ...(await headlineBalances(dependencies, id, currencies)),
      level: rules.levels?.rungs.find(({ code }) => code === member.level)?.name ?? null,
      badges: badges.length,
    },
    balances: await readBalances(dependencies, id, accounts, currencies),
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

async function headlineBalances(
  { ledger, headline }: DetailDependencies,
  member: string,
  currencies: readonly KnownCurrency[],
): Promise<Pick<MemberDetailDto['headline'], 'points' | 'reputation'>> {
  const { points, reputation } = headlineOf(currencies, headline);
  return {
    points: points && (await balanceOf(ledger, member, points)),
    reputation: reputation && (await balanceOf(ledger, member, reputation)),
  };
}

/** The balances of the accounts that there are. */
export async function readBalances(
  { ledger }: Pick<DetailDependencies, 'ledger'>,
  member: string,
  accounts: readonly MemberAccount[],
  currencies: readonly KnownCurrency[],
): Promise<MemberAccountDto[]> {
  const balances: MemberAccountDto[] = [];
  for (const currency of currencies) {
    const account = accounts.find((one) => one.currency === currency.code);
    if (!account) continue;
    const { reconciliationStatus: status, lastReconciledAt } = account;
    const reconciliation = { status, at: toIsoOrNull(lastReconciledAt) };
    balances.push({ ...(await balanceOf(ledger, member, currency)), reconciliation });
  }
  return balances;
}

async function balanceOf(
  ledger: Pick<LedgerService, 'balance'>,
  member: string,
  currency: KnownCurrency,
): Promise<MemberBalanceDto> {
  const figures = await ledger.balance({ member, currency: currency.code });
  const { balance, held, available, lifetimeEarned, lifetimeSpent } = figures;
  return { currency: toCurrencyName(currency), balance, held, available, lifetimeEarned, lifetimeSpent };
}
