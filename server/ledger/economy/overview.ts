import { ECONOMY_DAYS, type EconomyDayDto, OVERVIEW_ROWS, type OverviewDto } from '../../contract';
import { dialectOf, formatAmount, type Milliseconds, toIso } from '../../kernel';
import { type ListedCurrency, newestEntries, readListedCurrencies } from '../list';
import { ECONOMY_LASTS, type EconomyDependencies, economyOf } from './economy';
import { countHoldsOverdue, countLotsExpiring, type Movements, readMovements } from './economy-store';

const DAY = 24 * 60 * 60 * 1000;

/** What the overview shows: the economy, its days, what wants attention, and the newest rows. */
export async function overview({ db, clock }: EconomyDependencies): Promise<OverviewDto> {
  const now = clock.now();
  const today = Math.floor(now / DAY);
  const firstDay = today - ECONOMY_DAYS + 1;
  // Begins within the day before the first one: the figures go back by hours, the days are whole.
  const moved = await readMovements(db, dialectOf(db), now - ECONOMY_LASTS);
  const currencies = await readListedCurrencies(db);
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
  const byDay = new Map(moved.filter(({ currency }) => currency === code).map((one) => [one.day, one]));
  return Array.from({ length: lastDay - firstDay + 1 }, (_, i) => {
    const day = byDay.get(firstDay + i);
    return {
      day: toIso((firstDay + i) * DAY).slice(0, 10),
      issued: formatAmount(day?.earned ?? 0n, scale),
      spent: formatAmount(day?.spent ?? 0n, scale),
      expired: formatAmount(day?.expired ?? 0n, scale),
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
