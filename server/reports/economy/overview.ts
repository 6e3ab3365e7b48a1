import { ECONOMY_DAYS, type EconomyDayDto, OVERVIEW_ROWS, type OverviewDto } from '../../contract';
import { DAY, dayOf, formatAmount, type Milliseconds } from '../../kernel';
import { readCurrencies } from '../../currencies';
import { type ListedCurrency, newestEntries } from '../entries';
import { type EconomyDependencies, economyOf } from './economy';
import { countHoldsOverdue, countLotsExpiring, type Movements } from './economy-store';

/** What the overview shows: the economy, its days, what wants attention, and the newest rows. */
export async function overview({ db, clock, movements }: EconomyDependencies): Promise<OverviewDto> {
  const now = clock.now();
  const today = Math.floor(now / DAY);
  const firstDay = today - ECONOMY_DAYS + 1;
  // Begins within the day before the first one: the figures go back by hours, the days are whole.
  const moved = await movements.upTo(now);
  const currencies = await readCurrencies(db);
  return {
    economy: await economyOf(db, currencies, moved, now),
    series: currencies.map((currency) => ({ currency: currency.code, days: daysOf(currency, moved, firstDay, today) })),
    attention: await attention({ db }, now),
    latest: await newestEntries(db, OVERVIEW_ROWS),
  };
}

/** Every day once, also one on which nothing was posted. */
function daysOf(
  { code, scale }: ListedCurrency,
  moved: readonly Movements[],
  firstDay: number,
  lastDay: number,
): EconomyDayDto[] {
  const ofCurrency = moved.filter(({ currency }) => currency === code);
  return Array.from({ length: lastDay - firstDay + 1 }, (_, i) => {
    const parts = ofCurrency.filter(({ day }) => day === firstDay + i);
    const sum = (figure: 'earned' | 'spent' | 'expired') =>
      formatAmount(
        parts.reduce((so, one) => so + one[figure], 0n),
        scale,
      );
    return {
      day: dayOf((firstDay + i) * DAY),
      issued: sum('earned'),
      spent: sum('spent'),
      expired: sum('expired'),
    };
  });
}

async function attention(
  { db }: Pick<EconomyDependencies, 'db'>,
  now: Milliseconds,
): Promise<OverviewDto['attention']> {
  return {
    lotsExpiringSoon: await countLotsExpiring(db, now, now + ECONOMY_DAYS * DAY),
    lotsOverdue: await countLotsExpiring(db, null, now),
    holdsOverdue: await countHoldsOverdue(db, now),
  };
}
