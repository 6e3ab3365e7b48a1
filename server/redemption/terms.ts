import type { MemberId, RedemptionSettings, RedemptionTermsDto } from '../contract';
import { RewardsError } from '../kernel';
import { readCurrencies, toCurrencyName } from '../currencies';
import { readStandings } from '../members';
import type { RedemptionDependencies } from './dependencies';
import type { Terms } from './rules';

/** The tier of whoever has none. */
const NO_TIER = { tier: null, percent: '0' } as const;

export interface TierOfMember {
  readonly tier: string | null;
  /** D7. What it takes off an order, in per cent. */
  readonly percent: string;
}

/**
 * What a currency is worth.
 *
 * @param code may be left out where only one of the currencies that there are can be redeemed
 * @throws INVALID_INPUT, NOT_REDEEMABLE, UNKNOWN_CURRENCY, RISING_ONLY
 */
export async function readTerms(
  { rules }: RedemptionDependencies,
  { values, decimals }: RedemptionSettings,
  code: string | undefined,
): Promise<Terms> {
  const { currencies } = await rules.current();
  const currency = code ?? onlyOne(Object.keys(values), currencies);
  const found = currencies.find((one) => one.code === currency);
  if (!found) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  const value = Object.hasOwn(values, currency) ? values[currency] : undefined;
  if (value === undefined) throw new RewardsError('NOT_REDEEMABLE', { currency });
  if (found.risingOnly) throw new RewardsError('RISING_ONLY', { currency, operation: 'redeeming' });
  return { currency, scale: found.scale, decimals, value };
}

/** The currency that is meant when none is named: the only one that can be redeemed. */
function onlyOne(codes: readonly string[], currencies: readonly { readonly code: string }[]): string {
  const [only, ...others] =
    codes.length > 1 ? codes.filter((one) => currencies.some(({ code }) => code === one)) : codes;
  if (only !== undefined && others.length === 0) return only;
  throw new RewardsError('INVALID_INPUT', { field: 'currency', problem: `must be one of ${codes.join(', ')}.` });
}

/**
 * The tier that a member has reached.
 *
 * @throws MEMBER_NOT_FOUND
 */
export async function readTier({ db, rules }: RedemptionDependencies, member: MemberId): Promise<TierOfMember> {
  const standing = (await readStandings(db(), [member])).get(member);
  if (!standing) throw new RewardsError('MEMBER_NOT_FOUND', { member });
  const rung = (await rules.current()).tiers?.rungs.find(({ code }) => code === standing.tier);
  return rung ? { tier: rung.code, percent: rung.discountPercent } : NO_TIER;
}

/** What can be redeemed, and for how much; a currency that does not exist yet, or only rises, is left out. */
export async function listTerms(
  { db, rules }: RedemptionDependencies,
  { values, decimals, timeoutMinutes }: RedemptionSettings,
): Promise<RedemptionTermsDto> {
  const spendable = new Set(
    (await rules.current()).currencies.filter(({ risingOnly }) => !risingOnly).map(({ code }) => code),
  );
  const currencies = (await readCurrencies(db())).flatMap((currency) => {
    const value = Object.hasOwn(values, currency.code) ? values[currency.code] : undefined;
    return value !== undefined && spendable.has(currency.code) ? [{ ...toCurrencyName(currency), value }] : [];
  });
  return { currencies, decimals, timeoutMinutes };
}
