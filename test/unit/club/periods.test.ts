/** E12: the calendar of a mission's time zone. */
import { hourOf, isTimeZone, periodOf } from '../../../server/club/decide/periods';
import type { PeriodOrAll } from '../../../server/contract';

const at = (iso: string) => Date.parse(iso);
const keyOf = (iso: string, per: PeriodOrAll, zone = 'UTC') => periodOf(at(iso), per, zone).key;

describe('E12 periods', () => {
  it.each<[string, PeriodOrAll, string, string]>([
    ['2026-11-28T12:00:00Z', 'day', 'UTC', '2026-11-28'],
    ['2026-11-28T23:30:00Z', 'day', 'Europe/Berlin', '2026-11-29'],
    ['2026-11-29T04:59:00Z', 'day', 'America/New_York', '2026-11-28'],
    ['2026-11-28T12:00:00Z', 'week', 'UTC', '2026-W48'],
    ['2026-11-29T23:59:59Z', 'week', 'UTC', '2026-W48'],
    ['2026-11-30T00:00:00Z', 'week', 'UTC', '2026-W49'],
    // ISO 8601: the week of a year's first Thursday is its first one.
    ['2027-01-01T12:00:00Z', 'week', 'UTC', '2026-W53'],
    ['2024-12-30T12:00:00Z', 'week', 'UTC', '2025-W01'],
    ['2026-11-28T12:00:00Z', 'month', 'UTC', '2026-11'],
    ['2026-12-31T23:30:00Z', 'month', 'Asia/Tokyo', '2027-01'],
    ['2026-12-31T23:30:00Z', 'year', 'Asia/Tokyo', '2027'],
    ['1969-12-31T23:30:00Z', 'day', 'UTC', '1969-12-31'],
    ['2026-11-28T12:00:00Z', 'all', 'UTC', 'all'],
  ])('%s by the %s in %s is %s', (iso, per, zone, key) => expect(keyOf(iso, per, zone)).toBe(key));

  it('has days of 23 and of 25 hours where clocks are put on and back', () => {
    const hoursOf = (first: string) => {
      const key = keyOf(first, 'day', 'Europe/Berlin');
      const hours = Array.from({ length: 30 }, (_, hour) => at(first) + hour * 3_600_000);
      return hours.filter((instant) => periodOf(instant, 'day', 'Europe/Berlin').key === key).length;
    };
    expect([hoursOf('2026-03-28T23:00:00Z'), hoursOf('2026-10-24T22:00:00Z')]).toEqual([23, 25]);
  });

  it.each<PeriodOrAll>(['day', 'week', 'month', 'year'])(
    'counts each %s one further, through all of six years',
    (per) => {
      let last: { key: string; ordinal: number } | undefined;
      for (let instant = at('2023-01-01T12:00:00Z'); instant < at('2029-01-01T00:00:00Z'); instant += 86_400_000) {
        const period = periodOf(instant, per, 'Europe/Berlin');
        if (last) expect(period.ordinal - last.ordinal).toBe(period.key === last.key ? 0 : 1);
        last = period;
      }
    },
  );

  it('knows weekdays and hours there', () => {
    expect(hourOf(at('2026-11-29T23:30:00Z'), 'Europe/Berlin')).toEqual({ weekday: 'monday', hour: '0' });
    expect(hourOf(at('2026-11-29T23:30:00Z'), 'UTC')).toEqual({ weekday: 'sunday', hour: '23' });
  });

  it.each([
    ['UTC', true],
    ['Europe/Berlin', true],
    ['Europe/Atlantis', false],
    ['+01:00', false],
    ['', false],
  ])('a time zone is an IANA name: "%s" is %s', (name, is) => expect(isTimeZone(name)).toBe(is));
});
