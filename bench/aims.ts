import { AFFILIATES } from './lines/affiliates';
import { REPORT, REPORT_EXPORT } from './lines/affiliate-report';
import { CLUB } from './lines/club';
import { FLOORS } from './lines/postings';
import { WHOLE_LEDGER } from './lines/million';
import { SPEND } from './lines/lots';
import { BACKFILL } from './lines/backfill';
import { EXPORT, type ExportLines } from './lines/export';
import type { ImportLines } from './lines/import';
import { LISTS } from './lines/lists';
import { SITE } from './lines/site';
import type { ReconciliationLines } from './lines/reconciliation';
import { FULL_RUN } from './lines/reconciliation-runs';
import { amount, count, type Line, speedOf, type Verdict } from './report';

const MOST_MS_OF_A_SPEND = 250;
const MOST_SECONDS_OF_AN_IMPORT = 20;
const MOST_SECONDS_OF_A_BACKFILL = 120;
const MOST_MS_OF_A_LIST = 100;
const MOST_MS_OF_A_REPORT = 150;
/** A file of a million rows has some 200 MB: a process that keeps it grows by more. */
const MOST_MEGABYTES_OF_AN_EXPORT = 100;
/** Live memory at the end over that at a quarter of the orders: an import that keeps its orders would reach 3 or more. */
const FLAT = 1.2;

/** Seconds of a full reconciliation, by the entries of the ledger. */
const MOST_SECONDS_OF_A_RUN = [
  { entries: 1_000_000, seconds: 5 },
  { entries: 10_000_000, seconds: 60 },
] as const;
/** A ledger of a million rows that is kept has several hundred MB; a batch of it a hundredth of that. */
const MOST_MEGABYTES_OF_A_RUN = 100;

/** What a run of the bench has measured; null: a group that was not asked for, or not on this engine. */
export interface Measured {
  readonly lines: readonly Line[];
  readonly imported: ImportLines | null;
  readonly exported: readonly ExportLines[];
  readonly reconciled: ReconciliationLines | null;
}

/** What issues 2, 3, 4, 14, 15 and 16 ask on PostgreSQL. An aim whose lines were not run is left out. */
export function verdicts({ lines, imported, exported, reconciled }: Measured): Verdict[] {
  const find = (name: string, floor: string): Line[] =>
    lines.filter((line) => line.name.startsWith(name) && line.floor?.name.startsWith(floor));
  const speed = (aim: string, found: readonly Line[], least: number): Verdict[] => {
    if (found.length === 0) return [];
    const slowest = Math.min(...found.map((line) => speedOf(line)!));
    return [{ aim, reached: `${slowest.toFixed(2)} ×`, met: slowest >= least }];
  };
  const time = (aim: string, found: readonly Line[], most: number): Verdict[] =>
    found.map(({ figure, unit }) => ({ aim, reached: amount(figure.median, unit), met: figure.median <= most }));
  return [
    ...speed('grants at 8 in flight at least as fast as (b)', find('grant, 8 in', FLOORS.transaction), 1),
    ...speed('grants at 64 in flight at least as fast as (c)', find('grant, 64 in', FLOORS.statement), 1),
    ...speed('postMany 5 times (b)', find('postMany', FLOORS.transaction), 5),
    ...speed('deduct at least half of (b), at 1, 8 and 64 in flight', find('deduct', FLOORS.transaction), 0.5),
    ...speed('check at most 3 times (e)', find('check', WHOLE_LEDGER.group), 1 / 3),
    ...time('spend over 10,000 lots under 250 ms', find(SPEND, ''), MOST_MS_OF_A_SPEND),
    ...time('import of 70,000 orders within 20 s', find('import', ''), MOST_SECONDS_OF_AN_IMPORT),
    ...(imported ? [flatness(imported)] : []),
    ...time('backfill of 200,000 users within 2 minutes', find(BACKFILL, ''), MOST_SECONDS_OF_A_BACKFILL),
    ...speed('an event recorded in at most 1.3 times (j)', find(AFFILIATES.record, ''), 1 / 1.3),
    ...speed('events delivered at least half as fast as (k)', find(AFFILIATES.deliver, '(k)'), 0.5),
    ...speed('one subject that fails for ever slows others by less than 5 %', find(AFFILIATES.failing, ''), 0.95),
    ...time(
      'the report of affiliate events within 150 ms',
      find(REPORT, '(l)')
        .toSorted((a, b) => b.figure.median - a.figure.median)
        .slice(0, 1),
      MOST_MS_OF_A_REPORT,
    ),
    ...speed('export of affiliate events at least 30 % of COPY', find(REPORT_EXPORT, ''), 0.3),
    ...speed('events taken in at least 0.6 times (m)', find(CLUB.intake, ''), 0.6),
    ...speed('events decided and paid at least 0.4 times (m)', find(CLUB.paid, '(m)'), 0.4),
    ...speed('a hundred missions at most 2 times ten', find(CLUB.missions, ''), 1 / 2),
    ...speed('one pool for all at least 0.8 times none', find(CLUB.pool, ''), 0.8),
    ...speed('a public profile at most 1.5 times (g)', find(SITE.profile, ''), 1 / 1.5),
    ...speed('me at most 2 times (g)', find(SITE.me, ''), 1 / 2),
    ...speed('a page of the leaderboard at most 2 times (g)', find(SITE.board, ''), 1 / 2),
    ...speed('an article with its author at most 1.3 times (h)', find(SITE.author, ''), 1 / 1.3),
    ...time(
      'every list within 100 ms',
      find(LISTS, '')
        .toSorted((a, b) => b.figure.median - a.figure.median)
        .slice(0, 1),
      MOST_MS_OF_A_LIST,
    ),
    ...speed('export at least 30 % of COPY', find(EXPORT, ''), 0.3),
    ...exported.map(flatExport),
    ...MOST_SECONDS_OF_A_RUN.flatMap(({ entries, seconds }) =>
      time(
        `full reconciliation of ${count(entries)} entries within ${seconds} s`,
        find(`${FULL_RUN}, ${count(entries)} entries`, WHOLE_LEDGER.group),
        seconds * 1_000,
      ),
    ),
    ...speed('full reconciliation at most 5 times (e)', find(FULL_RUN, WHOLE_LEDGER.group), 1 / 5),
    ...(reconciled ? [flatRun(reconciled)] : []),
  ];
}

function flatness({ live: { early, late }, peakGrowth }: ImportLines): Verdict {
  return {
    aim: 'import in flat memory',
    reached: `live heap ${early.toFixed(0)} MB at a quarter, ${late.toFixed(0)} MB at the end; process grew by ${peakGrowth.toFixed(0)} MB at most`,
    met: late / early <= FLAT,
  };
}

const flatExport = ({ peakGrowth }: ExportLines): Verdict => ({
  aim: 'export in flat memory',
  reached: `the process, which reads the answer too, grew by ${peakGrowth.toFixed(0)} MB at most`,
  met: peakGrowth <= MOST_MEGABYTES_OF_AN_EXPORT,
});

const flatRun = ({ peakGrowth, heapGrowth }: ReconciliationLines): Verdict => ({
  aim: 'full reconciliation in flat memory',
  reached: `the process grew by ${peakGrowth.toFixed(0)} MB at most, its heap in use by ${heapGrowth.toFixed(0)} MB`,
  met: peakGrowth <= MOST_MEGABYTES_OF_A_RUN,
});
