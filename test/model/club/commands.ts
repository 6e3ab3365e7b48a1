/** Random missions, and what happens to them, as plain data, so that a failing sequence can be made shorter. */
import fc from 'fast-check';

export const PEOPLE = 4;
export const STRANGERS = 1;
export const MISSIONS = 5;
export const POOLS = 2;
export const TRIGGERS = 2;

const index = (count: number) => fc.nat({ max: count - 1 });
const calendar = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
const period = fc.oneof(calendar, fc.constant('all' as const));

const cap = fc.record({
  scope: fc.constantFrom('member' as const, 'identifier' as const, 'mission' as const),
  per: period,
  count: fc.option(fc.integer({ min: 1, max: 5 })),
  limit: fc.integer({ min: 5, max: 60 }),
  trim: fc.boolean(),
});

const fulfilling = fc.oneof(
  fc.constant({}),
  fc.record({ frequency: fc.record({ kind: fc.constant('once' as const), per: period }) }),
  fc.record({ frequency: fc.record({ kind: fc.constant('nth' as const), n: fc.integer({ min: 2, max: 3 }) }) }),
  fc.record({
    goal: fc.record({ kind: fc.constant('count' as const), target: fc.integer({ min: 2, max: 4 }), per: period }),
  }),
  fc.record({
    goal: fc.record({
      kind: fc.constant('sum' as const),
      target: fc.constantFrom('12.5', '30'),
      path: fc.constant('spent'),
      per: period,
    }),
  }),
  fc.record({
    goal: fc.record({ kind: fc.constant('streak' as const), target: fc.integer({ min: 1, max: 3 }), per: calendar }),
  }),
);

export const anyMission = fc.record({
  trigger: index(TRIGGERS),
  rewards: fc.array(fc.constantFrom('amount', 'coins', 'share', 'coin-share', 'badge'), { minLength: 1, maxLength: 3 }),
  amount: fc.integer({ min: 1, max: 40 }),
  useMultiplier: fc.boolean(),
  condition: fc.constantFrom('none', 'none', 'amount', 'lifetime', 'hour', 'badge', 'either', 'neither'),
  fulfilling,
  caps: fc.array(cap, { maxLength: 2 }),
  pool: fc.option(index(POOLS)),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
  isShort: fc.boolean(),
});
export type MissionShape = typeof anyMission extends fc.Arbitrary<infer T> ? T : never;

const event = fc.record({
  trigger: index(TRIGGERS),
  amount: fc.constantFrom('10.00', '9.99', '99.995', '0.001', '-3', '250', '1e3', '$40', ''),
  spent: fc.constantFrom('1', '7.25', '20'),
  device: fc.constantFrom('one', 'two', null),
  /** Hours by which it is late. */
  late: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 29 * 24 }) },
    { weight: 1, arbitrary: fc.constant(31 * 24) },
  ),
});
export type EventShape = typeof event extends fc.Arbitrary<infer T> ? T : never;

const command = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      who: index(PEOPLE + STRANGERS),
      events: fc.array(event, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), nth: fc.nat(), isOther: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      mission: index(MISSIONS),
      amount: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      mission: index(MISSIONS),
      act: fc.constantFrom('activate' as const, 'activate' as const, 'pause' as const, 'end' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      pool: index(POOLS),
      amount: fc.integer({ min: -60, max: 120 }).filter((amount) => amount !== 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 24, 24, 30, 170) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'appear' as const }) },
);
export type ClubCommand = typeof command extends fc.Arbitrary<infer T> ? T : never;

export const anyClubSequence = (longest: number) =>
  fc.record({
    missions: fc.array(anyMission, { minLength: MISSIONS, maxLength: MISSIONS }),
    commands: fc.array(command, { minLength: 20, maxLength: longest, size: 'max' }),
  });
