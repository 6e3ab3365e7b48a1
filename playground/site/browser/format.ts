/** How the site writes amounts and instants. An amount is a decimal string all the way: as a number it would lose digits. */
import type { CurrencyNameDto, DecimalString, IsoInstant } from '../../../server/contract';
import { el } from './el';

const locale = document.documentElement.lang;

/** Every digit of the string, and no other: Intl takes decimal strings as they are. */
function write(amount: DecimalString, options: Intl.NumberFormatOptions): string {
  const digits = amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
    ...options,
  });
  return format.format(amount as `${number}`);
}

export const decimal = (amount: DecimalString): string => write(amount, {});
/** With a plus or a minus. */
export const signed = (amount: DecimalString): string => write(amount, { signDisplay: 'exceptZero' });
/** Of an order's money. */
export const money = (amount: DecimalString): string => write(amount, { style: 'currency', currency: 'EUR' });
/** The unit is written out: the names of currencies are of the club's making. */
export const amountOf = (amount: DecimalString, { name }: Pick<CurrencyNameDto, 'name'>): string =>
  `${decimal(amount)} ${name}`;

export const isZero = (amount: DecimalString): boolean => !/[1-9]/.test(amount);

/** Of amounts of one currency. */
export function sumOf(amounts: readonly DecimalString[]): DecimalString {
  const scale = amounts[0]?.split('.')[1]?.length ?? 0;
  const minorUnits = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  const digits = String(minorUnits).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const DAY = 24 * 60 * 60 * 1000;
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const both = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const distances = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const time = (instant: IsoInstant, text: string) => el('time', { datetime: instant }, text);

export const day = (instant: IsoInstant) => time(instant, dates.format(new Date(instant)));
export const clockTime = (instant: IsoInstant) => time(instant, times.format(new Date(instant)));
export const moment = (instant: IsoInstant) => time(instant, both.format(new Date(instant)));
const midnightOf = (milliseconds: number): number => new Date(milliseconds).setHours(0, 0, 0, 0);

/** "in 12 days", "in 5 months" */
export function distance(instant: IsoInstant): string {
  const days = Math.round((midnightOf(Date.parse(instant)) - midnightOf(Date.now())) / DAY);
  return days < 60 ? distances.format(days, 'day') : distances.format(Math.round((days * 12) / 365), 'month');
}
