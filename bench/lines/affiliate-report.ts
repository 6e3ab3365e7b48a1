/** The report of a million affiliate events over HTTP, beside the same SQL by hand, and its export beside COPY (C1 to C9). */
import {
  AFFILIATE_EVENT_TYPES,
  AFFILIATE_PAGE_SIZE,
  type AffiliateEventInput,
  type AffiliatesService,
  endpointUrl,
} from '../../server/contract';
import type { ManualClock } from '../../test/support/clock';
import { analyse, type Bench } from '../bench';
import { type Contender, milliseconds, takeTurns } from '../measure';
import type { Line } from '../report';
import { exportBesideCopy, type ExportLines } from './export';

export const REPORT = 'affiliates: report';
export const REPORT_EXPORT = 'affiliates: export of the report';

const DAY = 24 * 60 * 60 * 1_000;
const DAYS = 90;
const AT_A_TIME = 1_000;
const SYSTEMS = ['north', 'south', 'east'];
const LINKS = 300;
const CURRENCIES = ['EUR', 'USD', 'GBP', 'SEK', 'BTC'];
const FLOOR = '(l) the same count, page and sums in SQL';

/** As many statuses as a life of a few months brings: most are sent, some failed, the newest wait. */
const STATUS = `CASE WHEN n < 80 THEN 'success' WHEN n < 88 THEN 'failed' WHEN n < 94 THEN 'not_qualified'
  WHEN n < 97 THEN 'cancelled' WHEN n < 99 THEN 'retried' ELSE 'pending' END`;

/** Needs a Strapi whose clock is some months back. */
export async function affiliateReportLines(bench: Bench, clock: ManualClock): Promise<ExportLines | null> {
  if (bench.engine !== 'postgres') return null;
  await fill(bench, clock);
  await analyse(bench);
  const lines = await reportLines(bench, clock);
  const exported = await exportBesideCopy(bench, {
    name: REPORT_EXPORT,
    endpoint: 'exportAffiliateEvents',
    query: `?${String(new URLSearchParams(windowOf(clock, DAYS)))}`,
    sql: `${ROWS} ORDER BY d.created_at DESC, d.id DESC`,
  });
  return { lines: [...lines, ...(exported?.lines ?? [])], peakGrowth: exported?.peakGrowth ?? 0 };
}

async function fill(bench: Bench, clock: ManualClock): Promise<void> {
  const { strapi, knex, options } = bench;
  const affiliates = strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  for (const code of SYSTEMS) {
    await affiliates.saveSystem({ code, name: code, template: { url: 'https://silent.example' } });
    await affiliates.switchSystem({ system: code, on: false, actor: { id: 'host:bench' } });
    const [system] = await strapi.documents('plugin::rewards.affiliate-system' as never).findMany({
      filters: { code } as never,
    });
    for (let i = 0; i < LINKS; i += 1) {
      await strapi.documents('plugin::rewards.affiliate-link' as never).create({
        data: {
          ...{ externalId: `link-${i}`, system: system!.id },
          payload: { pid: `partner-${i % 100}`, stag: `stag-${i}` },
        } as never,
      });
    }
  }
  for (let recorded = 0; recorded < options.entries; recorded += AT_A_TIME) {
    await affiliates.recordMany(Array.from({ length: AT_A_TIME }, (_, i) => eventOf(bench, recorded + i)));
    clock.advance(Math.floor((DAYS * DAY * AT_A_TIME) / options.entries));
    if (recorded % 100_000 === 0) bench.say(`${recorded.toLocaleString('en-US')} affiliate events`);
  }
  // The bench's own shortcut: to send a million events would take longer than all that is measured.
  await knex.raw(`UPDATE rewards_affiliate_deliveries SET status = ${STATUS},
    lane = CASE WHEN n < 97 THEN NULL ELSE lane END, due_at = CASE WHEN n < 97 THEN NULL ELSE due_at END,
    sent_at = CASE WHEN n < 80 THEN created_at + 900 END, error = CASE WHEN n BETWEEN 80 AND 87 THEN 'HTTP 500' END,
    url = 'https://silent.example', attempts = 1, round = 1
    FROM (SELECT id AS of, ABS(HASHTEXT(id)) % 100 AS n FROM rewards_affiliate_deliveries) AS dealt WHERE of = id`);
}

function eventOf({ key }: Bench, i: number): AffiliateEventInput {
  const value = i % 17 === 0 ? `-${i % 1_000}.5` : `${i % 5_000}.25`;
  const currency = CURRENCIES[i % CURRENCIES.length]!;
  return {
    ...{ system: SYSTEMS[i % SYSTEMS.length]!, externalId: key(), type: AFFILIATE_EVENT_TYPES[i % 5]! },
    ...{ link: `link-${i % LINKS}`, userId: `user-${i % 50_000}`, clickId: `click-${i}` },
    payload: i % 10 === 0 ? { note: 'without money' } : { value, currency, campaign: 'spring', note: 'n'.repeat(100) },
  };
}

type Query = Readonly<Record<string, string>>;

const windowOf = (clock: ManualClock, days: number): Query => {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { startDate: day(clock.now() - (days - 1) * DAY), endDate: day(clock.now()) };
};

const FILTERS: readonly Query[] = [
  {},
  { eventType: 'deposit' },
  { status: 'success' },
  { status: 'failed' },
  { system: 'north' },
  { partner: 'partner-7' },
  { partner: 'link-7', status: 'success' },
  { eventType: 'ggr', status: 'success', system: 'south' },
];

async function reportLines(bench: Bench, clock: ManualClock): Promise<Line[]> {
  bench.say('the report, by every filter');
  const token = await bench.app.adminToken();
  const lines: Line[] = [];
  for (const days of [7, DAYS]) {
    const measured: Line[] = [];
    for (const filter of FILTERS) {
      const query = { ...windowOf(clock, days), ...filter };
      const { total } = await list(bench, token, query, 1);
      for (const page of new Set([1, Math.max(1, Math.ceil(total / AFFILIATE_PAGE_SIZE))])) {
        measured.push(await besideSql(bench, token, query, page));
      }
    }
    for (const { name, figure, floor } of measured) {
      bench.say(`  ${figure.median.toFixed(0)} ms, in SQL ${floor!.figure.median.toFixed(0)} ms: ${name}`);
    }
    const slowest = measured.toSorted((a, b) => b.figure.median - a.figure.median)[0]!;
    lines.push({ ...slowest, name: `${REPORT}, ${days} days, slowest of ${measured.length} (${slowest.name})` });
  }
  return lines;
}

async function list(bench: Bench, token: string, query: Query, page: number): Promise<{ readonly total: number }> {
  const path = `${endpointUrl('listAffiliateEvents')}?${String(new URLSearchParams({ ...query, page: String(page) }))}`;
  const { status, body } = await bench.app.request<{ total: number }>(path, { token });
  if (status !== 200) throw new Error(`GET ${path} was answered with ${status}: ${JSON.stringify(body)}`);
  return body;
}

async function besideSql(bench: Bench, token: string, query: Query, page: number): Promise<Line> {
  const { startDate: _, endDate: __, ...filter } = query;
  const name = `${Object.values(filter).join(', ') || 'no filter'}, page ${page}`;
  const contenders: Contender[] = [
    { name: FLOOR, run: () => milliseconds(() => byHand(bench, query, page)) },
    { name, run: () => milliseconds(() => list(bench, token, query, page)) },
  ];
  const figures = await takeTurns(contenders, bench.options.rounds, { inFlight: 1, seconds: 0 });
  return { name, figure: figures.get(name)!, unit: 'ms', floor: { name: FLOOR, figure: figures.get(FLOOR)! } };
}

const FROM = `FROM rewards_affiliate_deliveries d JOIN rewards_affiliate_systems s ON s.document_id = d.system
  LEFT JOIN rewards_affiliate_link_versions v ON v.id = d.link_version`;

const ROWS = `SELECT e.id, e.external_id, d.created_at, d.sent_at, d.type, e.kind, d.status, s.code, v.affiliate, d.pid,
  v.external_id, v.pid, v.stag, e.user_id, e.transaction_id, e.account_id, v.link, e.member, e.subject, e.action_id, e.click_id,
  e.tid, d.currency, d.amount, d.error, d.attempts, d.url, e.payload, e.cause_entry, e.corrects
  ${FROM} JOIN rewards_affiliate_events e ON e.id = d.id`;

/** As somebody would write it who needs these three answers. */
async function byHand({ knex }: Bench, query: Query, page: number): Promise<void> {
  const { startDate, endDate, eventType, status, system, partner } = query;
  const [from, until] = [Date.parse(startDate!), Date.parse(endDate!) + DAY];
  const where = [
    `d.created_at >= ${from} AND d.created_at < ${until}`,
    ...(eventType ? [`d.type = '${eventType}'`] : []),
    ...(status ? [`d.status = '${status}'`] : []),
    ...(system ? [`s.code = '${system}'`] : []),
    ...(partner ? [`'${partner}' IN (d.pid, v.external_id, v.pid, v.stag)`] : []),
  ].join(' AND ');
  await knex.raw(`SELECT COUNT(*) ${FROM} WHERE ${where}`);
  const skip = (page - 1) * AFFILIATE_PAGE_SIZE;
  await knex.raw(
    `${ROWS} WHERE ${where} ORDER BY d.created_at DESC, d.id DESC LIMIT ${AFFILIATE_PAGE_SIZE} OFFSET ${skip}`,
  );
  await knex.raw(
    `SELECT d.currency, COUNT(*), ROUND(SUM(d.units) / 1e8, 2) ${FROM} WHERE ${where} AND d.status = 'success' GROUP BY 1`,
  );
}
