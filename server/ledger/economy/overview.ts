import { ECONOMY_DAYS, type EconomyDayDto, OVERVIEW_ROWS, type OverviewDto } from '../../contract';
import { dialectOf, formatAmount, type Milliseconds, toIso } from '../../kernel';
import { listEntries, type ListedCurrency, readListedCurrencies } from '../list';
import { economy, type EconomyDependencies } from './economy';
import { countHoldsOverdue, countLotsExpiring, type MovementsOfDay, readMovementsByDay } from './economy-store';

const DAY = 24 * 60 * 60 * 1000;

/** What the overview shows: the economy, its days, what wants attention, and the newest rows. */
export async function overview({ db, clock }: EconomyDependencies): Promise<OverviewDto> {
  const now = clock.now();
  const today = Math.floor(now / DAY);
  const firstDay = today - ECONOMY_DAYS + 1;
  const moved = await readMovementsByDay(db, dialectOf(db), firstDay * DAY);
  const currencies = await readListedCurrencies(db);
  return {
    economy: await economy({ db, clock }),
    series: currencies.map((currency) => ({ currency: currency.code, days: daysOf(currency, moved, firstDay, today) })),
    attention: await attention({ db }, now),
    latest: await newest(db),
  };
}

/** Every day once, also one on which nothing was posted. */
function daysOf(
  { code, scale }: ListedCurrency,
  moved: readonly MovementsOfDay[],
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

async function newest(db: EconomyDependencies['db']): Promise<OverviewDto['latest']> {
  const sort = { column: 'posted', order: 'DESC' } as const;
  return (await listEntries({ db }, { segment: 'all', page: 1, pageSize: OVERVIEW_ROWS, sort })).rows;
}
