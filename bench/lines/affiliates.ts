/** Affiliate events: recorded in a host's transaction, and sent to a server that answers at once (F1, F8, F9). */
import http from 'node:http';

import type { Knex } from 'knex';

import type { AffiliateEventInput, AffiliatesService } from '../../server/contract';
import { type Network, startNetwork } from '../../test/support/network';
import type { Bench } from '../bench';
import { type Contender, type Figure, figureOf, milliseconds, perSecond, takeTurns } from '../measure';
import type { Line } from '../report';

/** The lines that have an aim. */
export const AFFILIATES = {
  record: 'affiliates: an event recorded in a host’s transaction',
  deliver: 'affiliates: events delivered',
  failing: 'affiliates: events delivered beside one subject that fails for ever',
} as const;

const PLAIN = 'bench_plain_events';
const CONCURRENCY = 32;
const EVENTS = 10_000;
const EVENTS_WHEN_QUICK = 2_000;
/** Events that wait behind the one that fails. */
const BEHIND = 500;
const AT_A_TIME = 1_000;
const ACTOR = { id: 'host:bench' };
const PAYLOAD = JSON.stringify({
  value: '12.50',
  currency: 'EUR',
  click: 'c'.repeat(40),
  campaign: 'spring',
  note: 'n'.repeat(200),
});

/** Needs a Strapi that may send to this machine. */
export async function affiliateLines(bench: Bench): Promise<Line[]> {
  const network = await startNetwork();
  try {
    return [await recordLine(bench), ...(await deliveryLines(bench, network))];
  } finally {
    await network.stop();
  }
}

const serviceOf = ({ strapi }: Bench) => strapi.plugin('rewards').service<AffiliatesService>('affiliates');

const eventOf = (bench: Bench, system: string, subject: string): AffiliateEventInput => ({
  ...{ system, externalId: bench.key(), type: 'deposit', subject, userId: subject, clickId: subject, payload: PAYLOAD },
});

/** F1. Beside one insert of the same bytes, in a transaction of the same kind. */
async function recordLine(bench: Bench): Promise<Line> {
  const { strapi, knex, options } = bench;
  const affiliates = serviceOf(bench);
  await affiliates.saveSystem({ code: 'silent', name: 'Silent', template: { url: 'https://silent.example' } });
  await affiliates.switchSystem({ system: 'silent', on: false, actor: ACTOR });
  await knex.schema.createTable(PLAIN, (plain) => {
    plain.string('id', 26).primary();
    plain.string('external_id', 200).unique();
    for (const name of ['system', 'type', 'subject', 'user_id', 'click_id']) plain.string(name, 200);
    plain.text('payload');
    plain.bigInteger('created_at').index();
  });
  const floor = '(j) one insert of the same bytes in such a transaction';
  const recorded = (): Promise<unknown> =>
    strapi.db.transaction(() => affiliates.record(eventOf(bench, 'silent', bench.key())));
  const inserted = (): Promise<unknown> =>
    strapi.db.transaction(async ({ trx }) => {
      const { externalId, ...event } = eventOf(bench, 'silent', bench.key());
      const { system, type, subject, userId, clickId, payload } = event;
      await (trx as Knex.Transaction)(PLAIN).insert({
        ...{ id: bench.key(), external_id: externalId, system, type, subject, user_id: userId, click_id: clickId },
        ...{ payload: payload as string, created_at: Date.now() },
      });
    });
  const contender = (name: string, next: () => Promise<unknown>): Contender => ({
    name,
    run: (round) => perSecond(round, next),
  });
  const contenders = [contender(floor, inserted), contender(AFFILIATES.record, recorded)];
  const figures = await takeTurns(contenders, options.rounds, { inFlight: 1, seconds: options.seconds });
  return {
    ...{ name: AFFILIATES.record, figure: figures.get(AFFILIATES.record)!, unit: '/s' },
    floor: { name: floor, figure: figures.get(floor)! },
  };
}

async function deliveryLines(bench: Bench, network: Network): Promise<Line[]> {
  const { options } = bench;
  const events = options.quick ? EVENTS_WHEN_QUICK : EVENTS;
  bench.say(`affiliates: ${String(events)} events to a server that answers at once, ${String(CONCURRENCY)} at a time`);
  const [bare, plain, failing]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < options.rounds; round += 1) {
    bare.push(await postBare(network, events));
    plain.push(await deliver(bench, network, { events, behind: 0 }));
    failing.push(await deliver(bench, network, { events, behind: BEHIND }));
  }
  const [bareFigure, plainFigure, failingFigure] = [bare, plain, failing].map(figureOf) as [Figure, Figure, Figure];
  const floor = `(k) bare node:http with keep-alive, ${String(CONCURRENCY)} at a time`;
  return [
    { name: AFFILIATES.deliver, figure: plainFigure, unit: '/s', floor: { name: floor, figure: bareFigure } },
    {
      ...{ name: AFFILIATES.failing, figure: failingFigure, unit: '/s' },
      floor: { name: 'the same without it', figure: plainFigure },
    },
  ];
}

/** Events a second, without those of the subject that fails. */
async function deliver(
  bench: Bench,
  { url }: Network,
  { events, behind }: { readonly events: number; readonly behind: number },
): Promise<number> {
  const affiliates = serviceOf(bench);
  const system = bench.key();
  const template = { url: `${url}/{kind}` };
  await affiliates.saveSystem({ code: system, name: system, template, concurrency: CONCURRENCY });
  await affiliates.switchSystem({ system, on: false, actor: ACTOR });
  const failing = Array.from({ length: behind }, () => ({ ...eventOf(bench, system, 'failing'), kind: '500' }));
  const others = Array.from({ length: events }, () => ({ ...eventOf(bench, system, bench.key()), kind: 'ok' }));
  const all = [...failing, ...others];
  for (let start = 0; start < all.length; start += AT_A_TIME) {
    await affiliates.recordMany(all.slice(start, start + AT_A_TIME));
  }
  const took = await milliseconds(async () => {
    await affiliates.switchSystem({ system, on: true, actor: ACTOR });
    // The one that fails waits for its next try, and those behind it wait for it.
    while ((await waitingOf(bench, system)) > (behind > 0 ? 1 : 0))
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await affiliates.switchSystem({ system, on: false, actor: ACTOR });
  return (events * 1_000) / took;
}

/** How many events wait for their turn or for what becomes of them, two at most: to count them all would slow down what is measured. */
async function waitingOf({ knex }: Bench, code: string): Promise<number> {
  const rows: unknown[] = await knex('rewards_affiliate_deliveries as d')
    .join('rewards_affiliate_systems as s', 's.document_id', 'd.system')
    .where('s.code', code)
    .whereNotNull('d.due_at')
    .select('d.id')
    .limit(2);
  return rows.length;
}

/** Posts a second. */
async function postBare({ url }: Network, posts: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const post = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(PAYLOAD) };
      const request = http.request(`${url}/ok`, { method: 'POST', agent, headers }, (response) => {
        response.resume().once('end', resolve);
      });
      request.once('error', reject).end(PAYLOAD);
    });
  let left = posts;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await post();
  };
  const took = await milliseconds(() => Promise.all(Array.from({ length: CONCURRENCY }, worker)));
  agent.destroy();
  return (posts * 1_000) / took;
}
