import plugin from '../../server';
import { DEFAULT_EARNING } from '../../server/contract';
import { systemClock } from '../../server/kernel';

const { config } = plugin;

const complaintOf = (settings: unknown): string => {
  try {
    config.validator(settings);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('the plugin’s configuration', () => {
  it.each([
    {},
    { earning: DEFAULT_EARNING },
    { earning: { rate: '0.1' } },
    { earning: { currency: 'points' } },
    { earning: DEFAULT_EARNING, headline: { points: 'miles' } },
    { earning: { rate: '0.1', currency: 'points' }, clock: systemClock },
    { earning: DEFAULT_EARNING, clockSkewSeconds: 0 },
    { earning: DEFAULT_EARNING, clockSkewSeconds: 3_600 },
    { earning: DEFAULT_EARNING, events: false },
    { affiliates: { recipients: ['ops@x.example'] } },
    { earning: DEFAULT_EARNING, site: {} },
    { earning: DEFAULT_EARNING, site: { rateLimit: false } },
    { earning: DEFAULT_EARNING, site: { rateLimit: { perToken: 1_000_000 } } },
    { earning: DEFAULT_EARNING, events: ['rewards.posted', 'rewards.tier-changed'] },
  ])('takes %j', (settings) => {
    expect(complaintOf(settings)).toBe('none');
  });

  it.each([
    [{ earning: DEFAULT_EARNING, earnings: {} }, /earnings/],
    [{ earning: { ...DEFAULT_EARNING, rate: 0.05 } }, /rate/],
    [{ earning: { ...DEFAULT_EARNING, bonus: '1' } }, /bonus/],
    [{ earning: DEFAULT_EARNING, headline: { points: '' } }, /headline\.points must be the code/],
    [{ earning: DEFAULT_EARNING, headline: { points: 5 } }, /headline\.points must be the code/],
    [{ earning: DEFAULT_EARNING, headline: { karma: 'x' } }, /karma/],
    [{ earning: DEFAULT_EARNING, clock: {} }, /clock/],
    [{ earning: DEFAULT_EARNING, clock: { now: 5 } }, /clock/],
    [{ earning: DEFAULT_EARNING, site: false }, /site/],
    [{ earning: DEFAULT_EARNING, site: { limit: 5 } }, /limit: there is no such field/],
    [{ earning: DEFAULT_EARNING, site: { rateLimit: true } }, /site\.rateLimit/],
    [{ earning: DEFAULT_EARNING, site: { rateLimit: { perMinute: 5 } } }, /perMinute: there is no such field/],
    [
      { earning: DEFAULT_EARNING, site: { rateLimit: { perToken: 0 } } },
      /site\.rateLimit\.perToken: must be a whole number/,
    ],
    [
      { earning: DEFAULT_EARNING, site: { rateLimit: { perUser: 0.5 } } },
      /site\.rateLimit\.perUser: must be a whole number/,
    ],
    [{ affiliates: { recipients: 'ops@x.example' } }, /^affiliates\.recipients must be a list of mail addresses\.$/],
    [
      { affiliates: { recipients: ['ops@x.example', 'nobody'] } },
      /^affiliates\.recipients\.1 must be a mail address\.$/,
    ],
    [
      { affiliates: { recipients: Array(21).fill('ops@x.example') } },
      /^affiliates\.recipients must be at most 20 mail addresses\.$/,
    ],
    [{ earning: DEFAULT_EARNING, events: 'all' }, /events must be true, false, or a list of events/],
    [
      { earning: DEFAULT_EARNING, events: ['posted'] },
      /events names "posted", which is no event; there are rewards.posted,/,
    ],
  ])('ends the start over %j, and says what is wrong', (settings, complaint) => {
    expect(complaintOf(settings)).toMatch(complaint);
  });

  it.each([-1, 3_601, 0.5, '300', NaN, true])(
    'ends the start over %p seconds of forgiveness for a clock',
    (seconds) => {
      const complaint = complaintOf({ earning: DEFAULT_EARNING, clockSkewSeconds: seconds });
      expect(complaint).toBe('clockSkewSeconds must be a whole number from 0 to 3600.');
    },
  );
});
