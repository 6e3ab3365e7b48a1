import { hostProcess } from '../../support/host';
import {
  CONSEQUENCE_OF_PROBLEM,
  consequenceOfStatus,
  delayAfter,
  type FailedTry,
  problemOfSchedule,
  readRetryAfter,
  SCHEDULE_LIMITS,
  STANDARD_SCHEDULE,
} from '../../../server/affiliates/delivery/schedule';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 28, 12);

const after = (attempts: number, more: Partial<FailedTry> = {}) =>
  delayAfter({ attempts, schedule: STANDARD_SCHEDULE, random: 0, retryAfter: null, now: NOW, ...more });

describe('F7 when a delivery is tried again', () => {
  it('F7 after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and then no more', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => after(attempts))).toEqual([
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      10 * HOUR,
      null,
      null,
    ]);
  });

  it('F7 chance adds up to 20 %, and takes nothing away', () => {
    expect([0, 0.25, 0.5, 0.999_999].map((random) => after(2, { random }))).toEqual([
      300_000, 315_000, 330_000, 360_000,
    ]);
    expect(Number.isInteger(after(1, { random: 0.123_456_789 }))).toBe(true);
  });

  it.each([
    ['less than the delay', '2', 5 * MINUTE],
    ['more than the delay', '1200', 20 * MINUTE],
    ['24 h', '86400', 24 * HOUR],
    ['more than 24 h', '86401', 24 * HOUR],
    ['more than any number', '9'.repeat(400), 24 * HOUR],
    ['a date', 'Sat, 28 Nov 2026 12:20:00 GMT', 20 * MINUTE],
    ['a date that is past', 'Sat, 28 Nov 2026 11:20:00 GMT', 5 * MINUTE],
    ['nothing that can be read', 'soon', 5 * MINUTE],
  ])('F7 obeys a Retry-After between the delay and 24 h: %s', (_, retryAfter, delay) => {
    expect(after(2, { retryAfter })).toBe(delay);
  });

  it('F7 a Retry-After makes no try that the schedule does not have', () => {
    expect(after(8, { retryAfter: '1' })).toBeNull();
  });

  it('F7 takes the schedule of the system', () => {
    const schedule = [SECOND, 48 * HOUR];
    expect([1, 2, 3].map((attempts) => after(attempts, { schedule }))).toEqual([SECOND, 48 * HOUR, null]);
    expect(after(2, { schedule, retryAfter: '86400' })).toBe(48 * HOUR);
    expect(after(1, { schedule: [] })).toBeNull();
  });

  it.each([
    ['none', [], null],
    ['the standard', STANDARD_SCHEDULE, null],
    ['as many as are allowed', Array.from({ length: SCHEDULE_LIMITS.steps }, () => SECOND), null],
    ['one more', Array.from({ length: SCHEDULE_LIMITS.steps + 1 }, () => SECOND), 'must have at most 20 delays.'],
    ['less than a second', [999], 'must hold whole numbers of milliseconds from 1000 to 604800000.'],
    ['over a week', [604_800_001], 'must hold whole numbers of milliseconds from 1000 to 604800000.'],
    ['half a millisecond', [1_000.5], 'must hold whole numbers of milliseconds from 1000 to 604800000.'],
    ['no number', [Number.NaN], 'must hold whole numbers of milliseconds from 1000 to 604800000.'],
  ])('F7 a schedule of %s', (_, schedule, problem) => {
    expect(problemOfSchedule(schedule)).toBe(problem);
  });
});

describe('F7 what Retry-After says', () => {
  it.each([
    ['0', 0],
    [' 120 ', 120 * SECOND],
    ['Sat, 28 Nov 2026 12:00:30 GMT', 30 * SECOND],
    ['Saturday, 28-Nov-26 12:00:30 GMT', 30 * SECOND],
    ['Sat Nov 28 12:00:30 2026', 30 * SECOND],
    ['Sat Nov  7 12:00:30 2026', 0],
  ])('reads %j', (text, wait) => {
    expect(readRetryAfter(text, NOW)).toBe(wait);
  });

  it('reads a date in UTC wherever the server stands', () => {
    const zone = hostProcess.env.TZ;
    hostProcess.env.TZ = 'America/New_York';
    try {
      expect(new Date(NOW).getTimezoneOffset()).toBe(300);
      expect(readRetryAfter('Sat Nov 28 12:00:30 2026', NOW)).toBe(30 * SECOND);
    } finally {
      if (zone === undefined) delete hostProcess.env.TZ;
      else hostProcess.env.TZ = zone;
    }
  });

  it.each(['', '-1', '1.5', '1e3', '0x10', 'Infinity', '2026-11-28T12:00:30Z', 'Sat, 99 Nov 2026 12:00:30 GMT', 'Sat'])(
    'leaves %j',
    (text) => {
      expect(readRetryAfter(text, NOW)).toBeNull();
    },
  );
});

describe('F7 what follows from a try', () => {
  it('F7 tries again after 408, 425, 429 and 5xx, and after no other status', () => {
    const all = Array.from({ length: 500 }, (_, i) => i + 100);
    expect(all.filter((status) => consequenceOfStatus(status) === 'retry')).toEqual([
      408,
      425,
      429,
      ...all.filter((status) => status >= 500),
    ]);
  });

  it('F7 410 switches the system off, and nothing else does', () => {
    const all = Array.from({ length: 500 }, (_, i) => i + 100);
    expect(all.filter((status) => consequenceOfStatus(status) === 'gone')).toEqual([410]);
  });

  it('F7 a redirect fails at once, and so does a 200 whose body tells of no success', () => {
    expect([200, 301, 302, 307, 308, 400, 401, 404].map(consequenceOfStatus)).toEqual(Array(8).fill('fail'));
  });

  it('F7 tries again when there was no connection or no time left; F10 never when the guard forbids it', () => {
    const again = Object.entries(CONSEQUENCE_OF_PROBLEM).filter(([, consequence]) => consequence === 'retry');
    expect(again.map(([problem]) => problem)).toEqual(['DNS', 'CONNECTION', 'TLS', 'TIMEOUT', 'ANSWER']);
    expect([CONSEQUENCE_OF_PROBLEM.BLOCKED, CONSEQUENCE_OF_PROBLEM.STOPPED]).toEqual(['fail', 'interrupted']);
  });
});
