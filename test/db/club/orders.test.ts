/**
 * D8 as a mission: a history of orders sent as events earns what the import of it earns, to the cent. The expected figures were
 * computed apart from this code (test/db/import.test.ts).
 */
import fs from 'node:fs';

import type { ClubEventInput } from '../../../server/contract';
import { ManualClock } from '../../support/clock';
import { describeOnEveryEngine, isFirstOfThisRun } from '../../support/engines';
import { sampleFile, syntheticHistory } from '../../support/order-history';
import { openClub, type OpenClub } from './open-club';

const SYNTHETIC = { payouts: 417, without: 28, total: '453148.54' };
const SAMPLE = { payouts: 6_847, without: 9, total: '12276.16' };
const AT_A_TIME = 1_000;

/** The orders of a history as events, oldest first; those of one day in the order of the file. */
function eventsOf(history: string, type: string): ClubEventInput[] {
  const orders = history.split('\r\n').flatMap((line, place) => {
    const [customer, date, , value] = line.trim().split(/\s+/);
    if (customer === undefined || date === undefined || value === undefined) return [];
    const occurredAt = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}T00:00:00.000Z`;
    const event = { source: 'orders', externalId: `${type}-${place}`, type, memberExternalId: `${type}-${customer}` };
    return [{ ...event, occurredAt, payload: { value } }];
  });
  return orders.toSorted((one, other) =>
    one.occurredAt < other.occurredAt ? -1 : one.occurredAt > other.occurredAt ? 1 : 0,
  );
}

describeOnEveryEngine('orders as events', (engine) => {
  let open: OpenClub;

  beforeAll(async () => {
    open = await openClub(engine, {
      clock: new ManualClock(Date.UTC(1998, 6, 1)),
      env: {
        REWARDS_CLUB_SETTINGS: JSON.stringify({ sources: { orders: { makesMembers: true, horizonDays: 3_650 } } }),
      },
    });
    await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
  });
  afterAll(() => open.close());

  async function mission(trigger: string): Promise<void> {
    const share = { kind: 'share' as const, currency: 'credits', path: 'value', rate: '0.05', useMultiplier: true };
    await open.club.saveMission({ code: trigger, name: 'Orders', definition: { trigger, rewards: [share] } });
    await open.club.changeMission({ code: trigger, act: 'activate', at: '1996-01-01T00:00:00Z' });
  }

  async function send(events: readonly ClubEventInput[]) {
    let replayed = 0;
    for (let from = 0; from < events.length; from += AT_A_TIME) {
      const outcomes = await open.club.recordMany(events.slice(from, from + AT_A_TIME));
      for (const outcome of outcomes) {
        if (!outcome.ok) throw new Error(outcome.error.message);
        if (outcome.replayed) replayed += 1;
      }
    }
    await open.club.decideDue();
    return replayed;
  }

  async function figuresOf(type: string) {
    const [{ payouts, cents }] = (await open
      .knex('rewards_payouts as p')
      .join('rewards_club_events as e', 'e.id', 'p.event')
      .where({ 'e.type': type, 'p.status': 'paid' })
      .select(open.knex.raw('COUNT(*) AS payouts, SUM(p.amount) AS cents'))) as [{ payouts: unknown; cents: unknown }];
    const without = await open
      .knex('rewards_club_standings')
      .where({ type, status: 'processed' })
      .count({ count: '*' });
    const text = String(cents).padStart(3, '0');
    return {
      ...{ payouts: Number(payouts), without: Number(without[0]?.count) },
      total: `${text.slice(0, -2)}.${text.slice(-2)}`,
    };
  }

  it('earn what the import earns, and nothing when they are sent again', async () => {
    await mission('synthetic');
    const events = eventsOf(syntheticHistory(), 'synthetic');
    expect(await send(events)).toBe(0);
    expect(await figuresOf('synthetic')).toEqual(SYNTHETIC);
    expect(await send(events)).toBe(events.length);
    expect(await figuresOf('synthetic')).toEqual(SYNTHETIC);
    expect((await open.ledger.check()).findings).toEqual([]);
  });

  it('earn so of 6,856 real ones', async () => {
    // Which database keeps them makes no difference that the synthetic ones would not show.
    const file = isFirstOfThisRun(engine) || process.env.REWARDS_TEST_DEEP === 'true' ? sampleFile() : null;
    if (file === null) return;
    await mission('sample');
    await send(eventsOf(fs.readFileSync(file, 'utf8'), 'sample'));
    expect(await figuresOf('sample')).toEqual(SAMPLE);
  });
});
