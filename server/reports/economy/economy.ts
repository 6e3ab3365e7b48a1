import type { Knex } from 'knex';
import type { CurrencyFiguresDto, EconomyDto } from '../../contract';
import { type Clock, type Db, dialectOf, formatAmount, type Milliseconds, toIso } from '../../kernel';
import { readCurrencies } from '../../currencies';
import { type ListedCurrency } from '../entries';
import { type Movements, readHoldings } from './economy-store';
import type { RecentMovements } from './recent-movements';

export interface EconomyDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly movements: RecentMovements;
}

/**
 * Every currency at a glance (B9), also those that nobody has yet. What was issued and redeemed is the sum of what rows added
 * to the lifetime figures, so a reversal takes off what it backs out, on the day on which it is posted.
 */
export async function economy({ db, clock, movements }: EconomyDependencies): Promise<EconomyDto> {
  const now = clock.now();
  const moved = await movements.upTo(now);
  return economyOf(db, await readCurrencies(db), moved, now);
}

/** @param moved what the rows of the last `ECONOMY_DAYS` did, in any parts */
export async function economyOf(
  db: Db,
  currencies: readonly ListedCurrency[],
  moved: readonly Movements[],
  now: Milliseconds,
): Promise<EconomyDto> {
  const holdings = new Map((await readHoldings(db, dialectOf(db))).map((one) => [one.currency, one]));
  const figures = currencies.map(({ code, name, scale }): CurrencyFiguresDto => {
    const amount = (units: bigint | undefined) => formatAmount(units ?? 0n, scale);
    const has = holdings.get(code);
    const parts = moved.filter(({ currency }) => currency === code);
    const sum = (figure: 'earned' | 'spent' | 'expired') => amount(parts.reduce((so, one) => so + one[figure], 0n));
    return {
      code,
      name,
      scale,
      inCirculation: amount(has?.balance),
      held: amount(has?.held),
      holders: has?.holders ?? 0,
      issued: sum('earned'),
      redeemed: sum('spent'),
      expired: sum('expired'),
    };
  });
  return { currencies: figures, asOf: toIso(now) };
}
