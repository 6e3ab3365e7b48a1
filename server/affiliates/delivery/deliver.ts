import type { Knex } from 'knex';
import type { Clock, Milliseconds } from '../../kernel';
import { findEvent, readEventsBy, type StoredEvent } from '../record/event-store';
import type { AffiliateSystem } from '../systems/system-store';
import type { Claimed } from './claim';
import type { Prepared, Unprepared } from './prepare';
import { redacted } from './redacted';
import { send, type Way } from './send';
import type { Tried, Untried } from './settle';
import { Slots } from './slots';
import { judge, judgeUnprepared, type Verdict } from './verdict';

/** The way to a system from this process. */
export interface Line {
  readonly slots: Slots;
  /** F7. When the system has said that it is no longer there: nothing that was claimed before is asked of it. */
  goneAt: Milliseconds;
}

export const createLine = (): Line => ({ slots: new Slots(), goneAt: -1 });

/** Events that were claimed together. */
export interface Batch {
  readonly claimed: readonly Claimed[];
  /** Before they were claimed, by a clock that only rises. */
  readonly since: Milliseconds;
}

export interface DeliverDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly way: Way;
  /** What all requests to the system share in this process. */
  readonly line: Line;
  /** Whether nothing is begun any more. */
  stopping(): boolean;
  /** Gives up the requests that are under way. */
  readonly giveUp: AbortSignal;
  prepare(system: AffiliateSystem, stored: StoredEvent): Promise<Prepared | Unprepared>;
  onProblem(error: unknown): void;
}

/** Makes a request for each event that was claimed, and tells of each once it is through. Never throws. */
export function deliver(
  deps: DeliverDependencies,
  system: AffiliateSystem,
  { claimed, since }: Batch,
  onEnded: (ended: Tried | Untried) => void,
): void {
  if (claimed.length === 0) return;
  const { clock, line, stopping } = deps;
  const reading = readEventsBy(
    deps.db,
    'id',
    claimed.map(({ id }) => id),
  );
  const one = async (of: Claimed): Promise<Tried | Untried> => {
    try {
      return await line.slots.within(system.settings.concurrency, async () => {
        const isTooLate = clock.now() + system.settings.timeoutMs > of.dueAt;
        if (stopping() || line.goneAt > since || isTooLate) {
          return { claimed: of, verdict: null, endedAt: clock.now() };
        }
        const tried = await tryOne(deps, system, of, reading);
        if (tried.verdict.isGone) line.goneAt = performance.now();
        return tried;
      });
    } catch (error) {
      deps.onProblem(error);
      return hindered(of, clock.now());
    }
  };
  for (const of of claimed) void one(of).then(onEnded);
}

async function tryOne(
  deps: DeliverDependencies,
  system: AffiliateSystem,
  claimed: Claimed,
  reading: Promise<readonly StoredEvent[]>,
): Promise<Tried> {
  const { clock, way, giveUp } = deps;
  const stored = (await reading).find(({ event }) => event.id === claimed.id);
  if (!stored) throw new Error(`Affiliate event ${claimed.id} is gone.`);
  const { settings } = system;
  const prepared = (await whyNot(deps.db, stored)) ?? (await deps.prepare(system, stored));
  const around = () => ({ settings, round: claimed.round + 1, now: clock.now(), random: Math.random() });
  if ('problem' in prepared) {
    const now = around();
    return { claimed, verdict: judgeUnprepared(prepared, now), endedAt: now.now, ...NO_REQUEST };
  }
  const { outgoing, shown, redact } = prepared;
  const sent = await send(way, outgoing, { deadline: settings.timeoutMs, signal: giveUp });
  const after = around();
  const verdict = judge(redacted(sent, redact), after);
  return { claimed, verdict, endedAt: after.now, method: outgoing.method, url: shown.url };
}

/** F14. A system that was never told of an event is not told either that it was wrong. */
async function whyNot(db: Knex, { event: { corrects } }: StoredEvent): Promise<Unprepared | null> {
  if (corrects === null) return null;
  const first = await findEvent(db, corrects);
  return first?.delivery.status === 'success'
    ? null
    : { problem: 'NOT_SENT', message: 'The event that it corrects was not sent.' };
}

const NO_REQUEST = { method: '', url: '' } as const;

const HINDERED: Omit<Verdict, 'nextAt'> = {
  ...{ outcome: 'interrupted', httpStatus: null, problem: 'INTERRUPTED', error: null, answer: null, isGone: false },
};

/** How long an event waits that could not even be tried, because of us and not of the system. */
const PAUSE: Milliseconds = 60_000;

const hindered = (claimed: Claimed, now: Milliseconds): Tried => ({
  claimed,
  verdict: { ...HINDERED, nextAt: now + PAUSE },
  endedAt: now,
  ...NO_REQUEST,
});
