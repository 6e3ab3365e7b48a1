import type { Knex } from 'knex';
import { type CurrencyFiguresDto, ECONOMY_DAYS, type EconomyDto } from '../../contract';
import { type Clock, dialectOf, formatAmount, toIso } from '../../kernel';
import { readListedCurrencies } from '../list';
import { readHoldings, readMovements } from './economy-store';

const DAY = 24 * 60 * 60 * 1000;

export interface EconomyDependencies {
  readonly db: Knex;
  readonly clock: Clock;
}

/**
 * Every currency at a glance (B9), also those that nobody has yet. What was issued and redeemed is the sum of what rows added
 * to the lifetime figures, so a reversal takes off what it backs out, on the day on which it is posted.
 */
export async function economy({ db, clock }: EconomyDependencies): Promise<EconomyDto> {
  const dialect = dialectOf(db);
  const now = clock.now();
  const currencies = await readListedCurrencies(db);
  const holdings = new Map((await readHoldings(db, dialect)).map((one) => [one.currency, one]));
  const lately = await readMovements(db, dialect, now - ECONOMY_DAYS * DAY);
  const movements = new Map(lately.map((one) => [one.currency, one]));
  const figures = currencies.map(({ code, name, scale }): CurrencyFiguresDto => {
    const amount = (units: bigint | undefined) => formatAmount(units ?? 0n, scale);
    const has = holdings.get(code);
    const moved = movements.get(code);
    return {
      code,
      name,
      scale,
      inCirculation: amount(has?.balance),
      held: amount(has?.held),
      holders: has?.holders ?? 0,
      issued: amount(moved?.earned),
      redeemed: amount(moved?.spent),
      expired: amount(moved?.expired),
    };
  });
  return { currencies: figures, asOf: toIso(now) };
}
