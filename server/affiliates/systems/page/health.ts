import type { AffiliateEventStatus, AffiliateHealthDto } from '../../../contract';
import { type Clock, type Db, toIso, toIsoOrNull } from '../../../kernel';
import { asStorable } from '../../../kernel/storable';
import { windowOf } from '../../report/window';
import { countStanding, readErrors, type StandingCount } from './health-store';

/** Characters of an error that a row shows. */
const SHOWN_ERROR = 160;

interface Dependencies {
  readonly db: Db;
  readonly clock: Clock;
}

/** C11. How each system fares, by their documentIds; those that nothing was recorded for are left out. */
export async function healthOfAll({ db, clock }: Dependencies): Promise<Map<string, AffiliateHealthDto>> {
  const counts = await countStanding(db, windowOf({}, clock.now()).from);
  const failing = counts.filter(({ status }) => status === 'failed' || status === 'retried');
  const errors = await readErrors(
    db,
    failing.map(({ newest }) => newest),
  );
  const systems = [...new Set(counts.map(({ system }) => system))];
  return new Map(
    systems.map((system) => {
      const own = new Set(failing.filter((one) => one.system === system).map(({ newest }) => newest));
      return [
        system,
        healthOf(
          counts.filter((one) => one.system === system),
          errors.filter(({ event }) => own.has(event)),
        ),
      ];
    }),
  );
}

/** Of a system for which nothing was recorded. */
export const NO_HEALTH: AffiliateHealthDto = {
  ...{ successRate: null, succeeded: 0, failed: 0, waiting: 0, oldestWaitingAt: null, processing: 0, lastError: null },
};

function healthOf(
  counts: readonly StandingCount[],
  errors: Awaited<ReturnType<typeof readErrors>>,
): AffiliateHealthDto {
  const of = (...statuses: AffiliateEventStatus[]) => counts.filter(({ status }) => statuses.includes(status));
  const sum = (some: readonly StandingCount[]) => some.reduce((total, { count }) => total + count, 0);
  const [succeeded, failed] = [sum(of('success')), sum(of('failed'))];
  const waiting = of('pending', 'retried');
  const endOf = ({ startedAt, durationMs }: (typeof errors)[number]) => startedAt + durationMs;
  const last = [...errors].sort((one, other) => endOf(other) - endOf(one))[0];
  return {
    ...{ successRate: rateOf(succeeded, failed), succeeded, failed },
    waiting: sum(waiting),
    oldestWaitingAt: toIsoOrNull(waiting.length === 0 ? null : Math.min(...waiting.map(({ oldestAt }) => oldestAt))),
    processing: sum(of('processing')),
    lastError: last
      ? {
          event: last.event,
          at: toIso(endOf(last)),
          message: asStorable(last.error.replace(/\s+/g, ' '), SHOWN_ERROR),
        }
      : null,
  };
}

/** In percent, rounded down: 100.0 is said only where nothing failed. */
export function rateOf(succeeded: number, failed: number): string | null {
  const ended = succeeded + failed;
  return ended === 0 ? null : (Math.floor((succeeded * 1_000) / ended) / 10).toFixed(1);
}
