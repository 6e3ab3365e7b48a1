import { z } from 'zod';
import { DEFAULT_REDEMPTION, REDEMPTION_LIMITS, type RedemptionSettings } from '../contract';
import { parseInput } from '../kernel/http';

/** At most 12 digits, so that a value and an amount multiply without rounding. */
const VALUE = /^\d{1,4}(\.\d{1,8})?$/;
const value = z
  .string('must be a decimal string such as "0.01"')
  .regex(VALUE, 'must be a decimal string such as "0.01", below 10000 and with at most 8 decimals')
  .refine((text) => /[1-9]/.test(text), 'must be more than zero');

const wholeUpTo = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z.int(problem).min(least, problem).max(most, problem);
};

const { currencies: mostCurrencies, decimals, timeoutMinutes } = REDEMPTION_LIMITS;
const settings = z.strictObject({
  values: z
    .record(z.string().min(1).max(32), value, 'must say what each currency is worth, such as { credits: "1" }')
    .refine((values) => Object.keys(values).length > 0, 'must name a currency')
    .refine((values) => Object.keys(values).length <= mostCurrencies, `must be at most ${mostCurrencies} currencies`)
    .default(DEFAULT_REDEMPTION.values),
  decimals: wholeUpTo(0, decimals).default(DEFAULT_REDEMPTION.decimals),
  timeoutMinutes: wholeUpTo(1, timeoutMinutes).default(DEFAULT_REDEMPTION.timeoutMinutes),
});

/** Checks the plugin's configuration under `redemption`; INVALID_INPUT. */
export const readRedemptionSettings = (input: unknown): RedemptionSettings => parseInput(settings, input ?? {});
