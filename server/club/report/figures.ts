import {
  CLUB_CHART_DAYS,
  type ClubDayDto,
  type ClubEventStatus,
  type ClubFiguresDto,
  type PayoutAmountsDto,
  type PayoutStatus,
} from '../../contract';
import { DAY, dayOf, formatAmount, startOfDay } from '../../kernel';
import { readCurrencies, toCurrencyName } from '../../currencies';
import type { ClubReportDependencies } from './list-events';
import { type AskedFilter, type Selection, selectionOf, toWindowDto } from './selection';
import { countEvents, countPayouts, type EventCount, type PayoutCount } from './selection-store';

/**
 * A3, E21. What came in, and what was paid for it.
 *
 * @throws INVALID_INPUT, MISSION_NOT_FOUND
 */
export async function clubFigures({ db, clock }: ClubReportDependencies, filter: AskedFilter): Promise<ClubFiguresDto> {
  const selection = await selectionOf(db, filter, clock.now());
  const events = await countEvents(db, selection);
  const payouts = await countPayouts(db, selection);
  const statuses: Partial<Record<ClubEventStatus, number>> = {};
  for (const { status, count } of events) statuses[status] = (statuses[status] ?? 0) + count;
  const [payoutsPaid, payoutsPending, payoutsFailed] = [
    ...[numberOf(payouts, 'paid'), numberOf(payouts, 'pending'), numberOf(payouts, 'failed')],
  ] as const;
  return {
    ...toWindowDto(selection),
    ...{ eventsReceived: events.reduce((sum, { count }) => sum + count, 0), statuses },
    ...{ payoutsPaid, payoutsPending, payoutsFailed },
    successRate: successRate(payoutsPaid, payoutsPaid + payoutsPending + payoutsFailed),
    amounts: amountsOf(payouts, await readCurrencies(db)),
    days: daysOf(selection, events, payouts),
  };
}

const numberOf = (payouts: readonly PayoutCount[], status: PayoutStatus): number =>
  payouts.reduce((sum, payout) => (payout.status === status ? sum + payout.count : sum), 0);

/** E21. Per cent of all with one decimal, rounded half up; null where there are none. */
export function successRate(paid: number, all: number): string | null {
  if (all === 0) return null;
  const tenths = (BigInt(paid) * 2_000n + BigInt(all)) / (BigInt(all) * 2n);
  return formatAmount(tenths, 1);
}

type Named = Awaited<ReturnType<typeof readCurrencies>>[number];

/** A currency apart, in the order in which currencies were made. */
const amountsOf = (payouts: readonly PayoutCount[], currencies: readonly Named[]): PayoutAmountsDto[] =>
  currencies.flatMap((currency) => {
    const own = payouts.filter((payout) => payout.currency === currency.code);
    if (own.length === 0) return [];
    const sumOf = (status: PayoutStatus): string =>
      formatAmount(
        own.reduce((sum, payout) => (payout.status === status ? sum + payout.sum : sum), 0n),
        currency.scale,
      );
    return {
      currency: toCurrencyName(currency),
      paid: sumOf('paid'),
      pending: sumOf('pending'),
      failed: sumOf('failed'),
    };
  });

function daysOf(
  { from, until }: Selection,
  events: readonly EventCount[],
  payouts: readonly PayoutCount[],
): ClubDayDto[] {
  const last = startOfDay(until - 1);
  const first = Math.max(startOfDay(from), last - (CLUB_CHART_DAYS - 1) * DAY);
  const sumOf = (counts: readonly { readonly count: number }[]) => counts.reduce((sum, { count }) => sum + count, 0);
  return Array.from({ length: (last - first) / DAY + 1 }, (_, i) => {
    const day = first + i * DAY;
    const own = payouts.filter((payout) => payout.day === day);
    const numberWith = (status: PayoutStatus) => sumOf(own.filter((payout) => payout.status === status));
    return {
      ...{ day: dayOf(day), received: sumOf(events.filter((event) => event.day === day)) },
      ...{ paid: numberWith('paid'), pending: numberWith('pending'), failed: numberWith('failed') },
    };
  });
}
