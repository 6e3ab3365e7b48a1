import type { Milliseconds } from '../../kernel';
import type { AffiliateSystem } from '../systems/system-store';
import type { Batch } from './deliver';
import type { SystemState } from './delivery-store';
import { createHeadway } from './headway';
import type { Tried, Untried } from './settle';
import type { Turn, Turned } from './turn';

/** How long is waited after the database has failed. */
const PAUSE: Milliseconds = 1_000;
/** How long is waited for more that is through, before it is written down. */
const GATHERING: Milliseconds = 50;

export interface PumpDependencies {
  /** The system as it is now; undefined when it is gone. */
  system(): Promise<AffiliateSystem | undefined>;
  takeTurn(system: AffiliateSystem, turn: Turn): Promise<Turned>;
  /** Makes the requests for some events, and tells of each once it is through. Never throws. */
  send(system: AffiliateSystem, batch: Batch, onEnded: (ended: Tried | Untried) => void): void;
  onSwitchedOff(system: AffiliateSystem, state: SystemState): void;
  onProblem(error: unknown): void;
}

/** Sends what waits for one system, as much at a time as the system bears. */
export interface Pump {
  /** There may be something to send. */
  kick(): void;
  /** Takes nothing more on. */
  close(): void;
  /** Resolves when nothing is under way and all that was tried is written down. */
  ended(): Promise<void>;
}

/**
 * While a transaction is under way, requests go on and gather what the next one writes down: the more there is to do, the more
 * goes into one.
 */
export function createPump(deps: PumpDependencies): Pump {
  let ended: (Tried | Untried)[] = [];
  let underWay = 0;
  const headway = createHeadway();
  let isClosed = false;
  let isAsked = false;
  let working: Promise<void> | undefined;
  let pause: NodeJS.Timeout | undefined;
  let gathering: NodeJS.Timeout | undefined;
  /** Tries that are worth a transaction while others are under way. */
  let enough = 1;

  function onEnded(one: Tried | Untried): void {
    underWay -= 1;
    ended.push(one);
    // Written down together with those that are through soon; while they are, the others of the batch go on.
    if (underWay === 0 || ended.length >= enough) kick();
    else gathering ??= setTimeout(kick, GATHERING);
  }

  async function once(): Promise<void> {
    const system = await deps.system();
    if (!system) return;
    const mine = ended;
    ended = [];
    try {
      const { concurrency } = system.settings;
      // While three times as many are at hand, the next transaction can wait for more of them.
      enough = Math.max(concurrency, headway.at(concurrency) / 4);
      const room = isClosed ? 0 : headway.at(concurrency) - underWay;
      if (room <= 0 && mine.length === 0) return;
      const since = performance.now();
      const turned = await deps.takeTurn(system, { ended: mine, room });
      if (turned.switchedOff) deps.onSwitchedOff(system, turned.switchedOff);
      const wasFull = room > 0 && turned.claimed.length === room;
      headway.learn({ concurrency, wasFull, through: mine.length, left: underWay });
      underWay += turned.claimed.length;
      if (turned.hasMore) isAsked = true;
      deps.send(system, { claimed: turned.claimed, since }, onEnded);
    } catch (error) {
      ended = [...mine, ...ended];
      throw error;
    }
  }

  async function work(): Promise<void> {
    try {
      while (isAsked) {
        isAsked = false;
        await once();
      }
    } catch (error) {
      deps.onProblem(error);
      pause ??= setTimeout(() => {
        pause = undefined;
        kick();
      }, PAUSE).unref();
    } finally {
      working = undefined;
      if (isAsked && !pause) kick();
    }
  }

  function kick(): void {
    clearTimeout(gathering);
    gathering = undefined;
    isAsked = true;
    if (!pause) working ??= work();
  }

  return {
    kick() {
      if (!isClosed) kick();
    },
    close() {
      isClosed = true;
    },
    async ended() {
      while (working || (underWay > 0 && !pause)) await (working ?? new Promise((soon) => setTimeout(soon, 10)));
    },
  };
}
