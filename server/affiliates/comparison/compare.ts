import type { Knex } from 'knex';
import {
  type Actor,
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateColumnMapping,
  type AffiliateComparisonDto,
  type AffiliateComparisonProblemDto,
  type AffiliateFileText,
} from '../../contract';
import { type Clock, type IdSource, RewardsError, toIso } from '../../kernel';
import { type ReportWindow, windowOf } from '../report/window';
import type { SystemsSource } from '../systems/systems-source';
import { eventsToCompare, keepComparison, type ListedComparison } from './comparison-store';
import { readStatement } from './read-statement';
import { ComparisonTally } from './tally';

const DAY = 86_400_000;
const MARGIN = AFFILIATE_COMPARISON_LIMITS.marginDays * DAY;

export interface CompareDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly systems: SystemsSource;
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

export interface AskedComparison {
  readonly system: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly mapping: AffiliateColumnMapping;
  readonly fileName: string | null;
  readonly text: AffiliateFileText;
  readonly actor: Actor | null;
}

/**
 * F15. Compares what a network says that it has booked with what was sent to it, and keeps what was found. No event changes.
 *
 * Events that were sent and recorded in the window have to be booked. Lines are answered by the events of the window, and of a
 * month before and after it, because the two count an event to different days.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND, TOO_MANY
 */
export async function compare(deps: CompareDependencies, asked: AskedComparison): Promise<AffiliateComparisonDto> {
  const { mapping, fileName, actor } = asked;
  const system = await deps.systems.find(asked.system);
  if (!system) throw new RewardsError('SYSTEM_NOT_FOUND', { system: asked.system });
  const now = deps.clock.now();
  const window = windowOf(asked, now);
  requireShort(window);
  const tally = new ComparisonTally(window);
  const problems: AffiliateComparisonProblemDto[] = [];
  let badLines = 0;
  for await (const line of readStatement(asked.text, mapping)) {
    if (!('problem' in line)) tally.addLine(line);
    else {
      badLines += 1;
      if (problems.length < AFFILIATE_COMPARISON_LIMITS.problems) problems.push(line);
    }
  }
  const time = { system: system.id, from: window.from - MARGIN, until: window.until + MARGIN };
  for await (const { createdAt, ...event } of eventsToCompare(deps.db, time, mapping.match)) {
    tally.addEvent({ ...event, isInWindow: createdAt >= window.from && createdAt < window.until });
  }
  const { rows, counts, sums } = await tally.result();
  const { unbookedLines, outsideLines } = tally;
  const result = { lines: tally.lines + badLines, unbookedLines, outsideLines, badLines, counts, sums, problems };
  const { startDate, endDate } = window;
  const comparison = {
    id: deps.newId(now),
    system: system.id,
    startDate,
    endDate,
    fileName,
    mapping,
    result,
    actor,
    createdAt: now,
  };
  await deps.inTransaction((trx) => keepComparison(trx, comparison, rows));
  return toDto({ comparison, system });
}

function requireShort({ from, until }: ReportWindow): void {
  if (until - from <= AFFILIATE_COMPARISON_LIMITS.days * DAY) return;
  const problem = `the window has more than ${AFFILIATE_COMPARISON_LIMITS.days} days.`;
  throw new RewardsError('INVALID_INPUT', { field: 'startDate', problem });
}

export function toDto({ comparison, system: { code, name } }: ListedComparison): AffiliateComparisonDto {
  const { id, startDate, endDate, fileName, mapping, result, actor, createdAt } = comparison;
  return {
    id,
    system: { code, name },
    startDate,
    endDate,
    fileName,
    mapping,
    ...result,
    actor,
    createdAt: toIso(createdAt),
  };
}
