import { LIMITS, REVERSAL_POLICIES, SPEND_ORDERS } from '../contract';
import { RewardsError } from '../kernel';
import type { Change } from '../kernel/content-guard';

/** A currency as the content type has it. What a new one leaves out gets the attribute's default. */
export interface CurrencyContent {
  readonly id: number;
  readonly code: string;
  readonly scale?: number | null;
  readonly spendOrder?: string | null;
  readonly reversalPolicy?: string | null;
  readonly risingOnly?: boolean | null;
  readonly drivesLevels?: boolean | null;
  readonly drivesTiers?: boolean | null;
  readonly expiresAfterDays?: number | null;
  readonly reversalGraceDays?: number | null;
}

const CODE = /^[a-z][a-z0-9-]{0,31}$/;
/** A hundred years: far beyond any programme, far below what an instant can hold. */
const LONGEST_TERM_IN_DAYS = 36_525;

/**
 * What a currency must be in itself, whatever was posted.
 *
 * @throws INVALID_INPUT naming the field
 */
export function checkCurrency(currency: CurrencyContent): void {
  const { spendOrder, reversalPolicy, risingOnly, expiresAfterDays, reversalGraceDays } = currency;
  const scale = currency.scale ?? 0;
  const code: unknown = currency.code;
  if (typeof code !== 'string' || !CODE.test(code)) {
    refuse('code', 'must begin with a small letter and hold small letters, digits and hyphens only, 32 at most.');
  }
  if (!Number.isInteger(scale) || scale < 0 || scale > LIMITS.scale) {
    refuse('scale', `must be a whole number from 0 to ${LIMITS.scale}.`);
  }
  checkOneOf('spendOrder', spendOrder, SPEND_ORDERS);
  checkOneOf('reversalPolicy', reversalPolicy, REVERSAL_POLICIES);
  checkDays('expiresAfterDays', expiresAfterDays);
  checkDays('reversalGraceDays', reversalGraceDays);
  if (risingOnly && isGiven(expiresAfterDays)) {
    refuse('expiresAfterDays', 'a currency that only rises cannot expire.');
  }
}

/**
 * What an edit, or a deletion, must leave alone once the currency has accounts (L1).
 *
 * @param after undefined: it is being deleted
 * @throws SCALE_LOCKED, CURRENCY_IN_USE
 */
export function checkCurrencyInUse(before: CurrencyContent, after: CurrencyContent | undefined): void {
  const currency = before.code;
  if (after && after.scale !== before.scale) throw new RewardsError('SCALE_LOCKED', { field: 'scale', currency });
  if (after?.code !== currency) throw new RewardsError('CURRENCY_IN_USE', { field: 'code', currency });
}

/** Whether an edit touches what a currency with accounts must keep. */
export const touchesAccounts = (before: CurrencyContent, after: CurrencyContent | undefined): boolean =>
  after?.code !== before.code || after.scale !== before.scale;

/** Whether an edit moves where members stand: what drives levels and tiers, or in which scale their thresholds are read. */
export function movesStandings({ before, after }: Change<CurrencyContent>): boolean {
  const isDriver = [before, after].some((currency) => currency?.drivesLevels || currency?.drivesTiers);
  const isSame =
    before?.drivesLevels === after?.drivesLevels &&
    before?.drivesTiers === after?.drivesTiers &&
    before?.scale === after?.scale &&
    before?.code === after?.code;
  return isDriver && !isSame;
}

/**
 * L26. At most one currency drives levels, and at most one drives tiers.
 *
 * @param all every currency as it will be
 * @throws INVALID_INPUT
 */
export function checkDrivers(all: readonly CurrencyContent[]): void {
  for (const field of ['drivesLevels', 'drivesTiers'] as const) {
    const [first, second] = all.filter((currency) => currency[field]);
    if (first && second) refuse(field, `"${first.code}" does so already, and only one currency can.`);
  }
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

function checkOneOf(field: string, value: string | null | undefined, allowed: readonly string[]): void {
  if (isGiven(value) && !allowed.includes(value)) refuse(field, `must be one of ${allowed.join(', ')}.`);
}

function checkDays(field: string, days: number | null | undefined): void {
  if (isGiven(days) && (!Number.isInteger(days) || days < 1 || days > LONGEST_TERM_IN_DAYS)) {
    refuse(field, `must be a whole number of days from 1 to ${LONGEST_TERM_IN_DAYS}, or empty.`);
  }
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
