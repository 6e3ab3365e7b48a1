import { RewardsError } from '../kernel';

/** A level, tier or badge as its content type has it. What a new one leaves out gets the attribute's default. */
export interface RankContent {
  readonly id: number;
  readonly code: string;
  readonly threshold?: string | null;
  readonly multiplier?: string | null;
  readonly discountPercent?: string | null;
}

const CODE = /^[a-z][a-z0-9-]{0,63}$/;
/** Wide enough for any balance, at any scale. */
const THRESHOLD = /^\d{1,16}(\.\d{1,8})?$/;
/** At most 12 digits, so that rate, multiplier and value of an order multiply without rounding (D8). */
const MULTIPLIER = /^\d{1,4}(\.\d{1,8})?$/;
const PERCENT = /^(\d{1,2}(\.\d{1,4})?|100(\.0{1,4})?)$/;

/** @throws INVALID_INPUT */
export function checkCode(code: unknown): void {
  if (typeof code !== 'string' || !CODE.test(code)) {
    refuse('code', 'must begin with a small letter and hold small letters, digits and hyphens only, 64 at most.');
  }
}

/**
 * What a level or a tier must be in itself.
 *
 * @throws INVALID_INPUT naming the field
 */
export function checkRank({ code, threshold, multiplier, discountPercent }: RankContent): void {
  checkCode(code);
  checkDecimal('threshold', threshold, THRESHOLD, 'a decimal number of zero or more, such as 1000.00');
  checkDecimal('multiplier', multiplier, MULTIPLIER, 'a decimal number such as 1.5, below 10000');
  checkDecimal('discountPercent', discountPercent, PERCENT, 'a decimal number from 0 to 100');
}

/**
 * Two levels, or two tiers, that are reached at the same threshold leave open which one a member has. Two that are so already
 * keep nobody from editing or deleting one of them.
 *
 * @param edited those that are made or changed, as they will be
 * @param others all the others
 * @throws INVALID_INPUT
 */
export function checkThresholds(edited: readonly RankContent[], others: readonly RankContent[]): void {
  const codes = new Map(others.map(({ code, threshold }) => [canonical(threshold ?? '0'), code]));
  for (const { code, threshold } of edited) {
    const value = canonical(threshold ?? '0');
    const other = codes.get(value);
    if (other !== undefined) refuse('threshold', `"${other}" has the same threshold as "${code}".`);
    codes.set(value, code);
  }
}

/** One text for equal numbers: no zeros in front, none behind the point. */
const canonical = (decimal: string): string => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole.replace(/^0+/, '')}.${fraction.replace(/0+$/, '')}`;
};

function checkDecimal(field: string, value: unknown, pattern: RegExp, kind: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string' || !pattern.test(value)) refuse(field, `must be ${kind}, as text.`);
}

function refuse(field: string, problem: string): never {
  throw new RewardsError('INVALID_INPUT', { field, problem });
}
