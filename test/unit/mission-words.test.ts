/** E9 to E13: what a mission says, in a sentence. */
import { createIntl } from 'react-intl';

import { LANGUAGES } from '../../admin/translations';
import { missionWords } from '../../admin/ui/mission/words';
import { dayAfter, dayIn, isStartOfDay, startOfDay } from '../../admin/ui/mission/zone';
import type { MissionCap, MissionDefinition } from '../../server/contract';

async function wordsIn(locale: string) {
  const intl = createIntl({ locale, messages: await LANGUAGES[locale]!() });
  return missionWords({
    translate: (key, values) => intl.formatMessage({ id: key }, values),
    locale,
    currencyName: (code) => ({ points: 'Points', credits: 'Store Credit' })[code] ?? code,
    poolName: (code) => ({ spring: 'Spring' })[code] ?? code,
  });
}

const WHOLE: MissionDefinition = {
  trigger: 'order.paid',
  conditions: { all: [{ fact: 'payload.amount', op: 'gte', value: '10' }] },
  rewards: [{ kind: 'amount', currency: 'points', amount: '5.00' }],
  frequency: { kind: 'once', per: 'day' },
  caps: [{ scope: 'member', per: 'month', amount: { currency: 'points', limit: '100.00' } }],
  pool: 'spring',
  validUntil: '2027-01-01T00:00:00.000Z',
};

const PLAIN: MissionDefinition = { trigger: 'visit', rewards: [{ kind: 'badge', badge: 'pioneer' }] };

describe('the sentence of a mission', () => {
  it('E9 tells all of it, in English', async () => {
    const { sentence } = await wordsIn('en');
    expect(sentence(WHOLE)).toBe(
      'When ‘order.paid’ arrives and payload.amount is at least 10: 5.00 Points, once a day, ' +
        'at most 100.00 Points a member and month, from the pool ‘Spring’, until 2026-12-31.',
    );
    expect(sentence(PLAIN)).toBe('When ‘visit’ arrives: the badge ‘pioneer’, each time.');
    expect(sentence({ ...PLAIN, rewards: [] })).toBe('When ‘visit’ arrives: nothing yet, each time.');
  });

  it('E9 tells all of it, in German', async () => {
    const { sentence } = await wordsIn('de');
    expect(sentence(WHOLE)).toBe(
      'Wenn „order.paid“ eintrifft und payload.amount mindestens 10 ist: 5,00 Points, einmal am Tag, ' +
        'höchstens 100,00 Points je Mitglied und Monat, aus dem Topf „Spring“, bis 2026-12-31.',
    );
    expect(sentence(PLAIN)).toBe('Wenn „visit“ eintrifft: das Abzeichen „pioneer“, jedes Mal.');
  });

  it('E10 tells a tree of conditions with its groups', async () => {
    const { conditions } = await wordsIn('en');
    const isGold = { fact: 'member.tier', op: 'in', value: ['gold', 'silver'] };
    const isNew = { fact: 'member.days', op: 'lt', value: '1234.5' };
    const isPaid = { fact: 'payload.paid', op: 'eq', value: true };
    const of = (tree: object) => conditions({ ...PLAIN, conditions: tree });
    expect(of(isPaid)).toBe('payload.paid is true');
    expect(of({ any: [isGold, isNew] })).toBe(
      '(member.tier is ‘gold’ or ‘silver’ or member.days is less than 1,234.5)',
    );
    expect(of({ all: [isPaid, { any: [isGold, isNew] }, { none: [isNew, isPaid] }] })).toBe(
      'payload.paid is true and (member.tier is ‘gold’ or ‘silver’ or member.days is less than 1,234.5) ' +
        'and it is not so that (member.days is less than 1,234.5 or payload.paid is true)',
    );
    expect(of({ fact: 'payload.amount', op: 'between', value: ['1', '2'] })).toBe('payload.amount is from 1 to 2');
    expect(of({ fact: 'payload.amount', op: 'exists' })).toBe('payload.amount is there');
    expect(of({ fact: 'payload.amount', op: 'of-tomorrow' })).toBe('its conditions hold');
    expect(conditions(PLAIN)).toBeNull();
  });

  it('E11, E12 tell shares, goals and every nth time', async () => {
    const { sentence } = await wordsIn('en');
    const share = { kind: 'share', currency: 'credits', path: 'amount', rate: '0.05' } as const;
    expect(
      sentence({
        ...PLAIN,
        rewards: [{ ...share, useMultiplier: true }, ...PLAIN.rewards],
        goal: { kind: 'sum', path: 'amount', target: '1000', per: 'month' },
        timeZone: 'Europe/Berlin',
      }),
    ).toBe(
      'When ‘visit’ arrives: 0.05 × payload.amount × the tier’s multiplier in Store Credit and the badge ‘pioneer’, ' +
        'once payload.amount comes to 1,000 within a month, by the calendar of Europe/Berlin.',
    );
    expect(sentence({ ...PLAIN, frequency: { kind: 'nth', n: 3 } })).toContain(', every 3rd time.');
    expect(sentence({ ...PLAIN, goal: { kind: 'count', target: 5, per: 'all' } })).toContain(
      ', after 5 such events in all.',
    );
    expect(sentence({ ...PLAIN, goal: { kind: 'streak', target: 7, per: 'day' } })).toContain(
      ', after 7 days in a row.',
    );
  });

  it('E13 tells caps of members, identifiers and the mission', async () => {
    const { cap } = await wordsIn('en');
    const amount: MissionCap['amount'] = { currency: 'points', limit: '30' };
    expect(cap({ scope: 'identifier', path: 'device', per: 'day', count: 1 })).toBe(
      'at most 1 time a day for the same payload.device',
    );
    expect(cap({ scope: 'mission', per: 'all', amount, trim: true })).toBe(
      'at most 30 Points in all for all members together (the last one cut to what is left)',
    );
    expect(cap({ scope: 'member', per: 'all', count: 3 })).toBe('at most 3 times a member');
  });

  it('E12 tells days by the zone of the mission, and an instant as what it is', async () => {
    const { validity } = await wordsIn('en');
    const berlin = { ...PLAIN, timeZone: 'Europe/Berlin', validFrom: '2026-06-30T22:00:00Z' };
    expect(validity(berlin)).toEqual(['from 2026-07-01']);
    expect(validity({ ...berlin, validUntil: '2026-12-31T12:00:00Z' })).toEqual([
      'from 2026-07-01',
      'until just before 2026-12-31T12:00:00Z',
    ]);
  });
});

describe('a day of a zone', () => {
  it.each([
    ['UTC', '2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-02', '2026-11-02T08:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    // The clocks go from 00:00 to 01:00.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('begins in %s on %s at %s', (zone, day, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
    expect(dayIn(instant, zone)).toBe(day);
    expect(isStartOfDay(instant, zone)).toBe(true);
    expect(isStartOfDay(startOfDay(dayAfter(day), zone), zone)).toBe(true);
  });
});
