import { z } from 'zod';
import type { CurrencyNameDto, HeadlineSettings } from '../../contract';

/** A currency as the pages need it. */
export interface KnownCurrency extends CurrencyNameDto {
  readonly risingOnly: boolean;
  readonly drivesLevels: boolean;
}

export interface Headline {
  readonly points: KnownCurrency | null;
  readonly reputation: KnownCurrency | null;
}

/**
 * B13, B15. The two currencies that a member is known by. Reputation is the one that drives levels. Points are what the
 * configuration names, and nothing when there is no such currency; by default the currency `points`, else the oldest one
 * that neither drives levels nor only rises.
 *
 * @param currencies in the order in which they were made
 */
export function headlineOf(currencies: readonly KnownCurrency[], settings: HeadlineSettings): Headline {
  const byCode = (code: string) => currencies.find((currency) => currency.code === code);
  const points =
    settings.points === undefined
      ? (byCode('points') ?? currencies.find(({ drivesLevels, risingOnly }) => !drivesLevels && !risingOnly))
      : byCode(settings.points);
  return { points: points ?? null, reputation: currencies.find(({ drivesLevels }) => drivesLevels) ?? null };
}

const CODE_OF_CURRENCY = 'must be the code of a currency';
const headlineSetting = z
  .strictObject({ points: z.string(CODE_OF_CURRENCY).min(1, CODE_OF_CURRENCY).max(32, CODE_OF_CURRENCY).optional() })
  .optional();

/**
 * Reads the setting `headline`.
 *
 * @throws an Error whose sentence names the setting that cannot be used
 */
export function checkHeadline(setting: unknown): HeadlineSettings {
  const { success, data, error } = headlineSetting.safeParse(setting);
  if (success) return data ?? {};
  const issue = error.issues[0];
  throw new Error(`${['headline', ...(issue?.path ?? [])].join('.')} ${issue?.message ?? 'is not valid'}`);
}
