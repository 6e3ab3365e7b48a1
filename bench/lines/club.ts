/** The rewards club: events taken in, and events that are taken in, decided and paid (E1, E5, E14). */
import type { ClubEventInput, ClubService, MissionDefinition, PostingInput } from '../../server/contract';
import { type Bench, CHUNK, CURRENCY } from '../bench';
import { type Figure, figureOf, milliseconds } from '../measure';
import type { Line } from '../report';

/** The lines that have an aim. */
export const CLUB = {
  intake: 'club: events taken in by 1000',
  paid: 'club: events taken in by 1000, decided and paid',
  missions: 'club: the same with a hundred missions of their type',
  pool: 'club: the same out of one pool for all',
} as const;

const EVENTS = 10_000;
const EVENTS_WHEN_QUICK = 2_000;
const FLOOR = '(m) postMany of as many grants by 1000';

const serviceOf = ({ strapi }: Bench) => strapi.plugin('rewards').service<ClubService>('club');
const eventsOf = ({ options }: Bench): number => (options.quick ? EVENTS_WHEN_QUICK : EVENTS);

/** Needs a Strapi whose club is off, so that nothing is decided meanwhile. */
export async function clubIntakeLines(bench: Bench): Promise<Line[]> {
  bench.say(`club: ${String(eventsOf(bench))} events taken in, not decided`);
  const members = await bench.members(CHUNK);
  const [posted, recorded]: [number[], number[]] = [[], []];
  for (let round = 0; round <= bench.options.rounds; round += 1) {
    posted.push(await postMany(bench, members));
    recorded.push(await rateOf(bench, () => record(bench, members, 'intake')));
  }
  return [line(CLUB.intake, recorded, posted)];
}

/** Needs a Strapi whose club is on. */
export async function clubLines(bench: Bench): Promise<Line[]> {
  bench.say(`club: ${String(eventsOf(bench))} events taken in, decided and paid`);
  const club = serviceOf(bench);
  const members = await bench.members(CHUNK);
  await mission(bench, 'plain', {});
  // One of ten, and of a hundred, pays; the others look at the amount and do not.
  for (const [type, count] of [
    ['ten', 10],
    ['hundred', 100],
  ] as const) {
    for (let i = 1; i < count; i += 1) await mission(bench, type, { conditions: amountOver(1_000 + i) });
    await mission(bench, type, { conditions: amountOver(1) });
  }
  await club.createPool({ code: 'all', name: 'All', currency: CURRENCY });
  const budget = { pool: 'all', amount: '1000000', reason: 'The bench', idempotencyKey: 'budget' };
  await club.fundPool(budget);
  await mission(bench, 'pooled', { pool: 'all' });
  const rates = new Map<string, number[]>(['floor', 'plain', 'ten', 'hundred', 'pooled'].map((name) => [name, []]));
  for (let round = 0; round <= bench.options.rounds; round += 1) {
    rates.get('floor')!.push(await postMany(bench, members));
    for (const type of ['plain', 'ten', 'hundred', 'pooled']) {
      rates.get(type)!.push(await rateOf(bench, () => decide(bench, members, type)));
    }
  }
  const of = (name: string) => rates.get(name)!;
  return [
    line(CLUB.paid, of('plain'), of('floor')),
    line(CLUB.missions, of('hundred'), of('ten'), 'the same with ten missions of their type'),
    line(CLUB.pool, of('pooled'), of('plain'), 'the same out of no pool'),
  ];
}

const amountOver = (value: number) => ({ fact: 'payload.amount', op: 'gt', value: String(value) });

async function mission(bench: Bench, trigger: string, more: Partial<MissionDefinition>): Promise<void> {
  const code = bench.key();
  const rewards = [{ kind: 'amount' as const, currency: CURRENCY, amount: '1.00' }];
  await serviceOf(bench).saveMission({ code, name: code, definition: { trigger, rewards, ...more } });
  await serviceOf(bench).changeMission({ code, act: 'activate', at: new Date(0) });
}

/** The first round warms up and does not count. */
function line(name: string, rates: readonly number[], floor: readonly number[], floorName: string = FLOOR): Line {
  const figure = (all: readonly number[]): Figure => figureOf(all.slice(1));
  return { name, figure: figure(rates), unit: '/s', floor: { name: floorName, figure: figure(floor) } };
}

const rateOf = async (bench: Bench, work: () => Promise<void>): Promise<number> =>
  (eventsOf(bench) * 1_000) / (await milliseconds(work));

async function record(bench: Bench, members: readonly string[], type: string): Promise<void> {
  for (let from = 0; from < eventsOf(bench); from += CHUNK) {
    const events = members.map((member): ClubEventInput => ({
      ...{ source: 'bench', externalId: bench.key(), type, member, payload: '{"amount":"12.50","order":"A-1001"}' },
    }));
    const outcomes = await serviceOf(bench).recordMany(events);
    if (outcomes.some(({ ok }) => !ok)) throw new Error('An event of the bench was refused.');
  }
}

async function decide(bench: Bench, members: readonly string[], type: string): Promise<void> {
  await record(bench, members, type);
  await serviceOf(bench).decideDue();
}

async function postMany(bench: Bench, members: readonly string[]): Promise<number> {
  return rateOf(bench, async () => {
    for (let from = 0; from < eventsOf(bench); from += CHUNK) {
      await bench.fill(
        members.map((member): PostingInput => ({
          ...{ type: 'grant', member, currency: CURRENCY, amount: '1.00', idempotencyKey: bench.key() },
        })),
      );
    }
  });
}
