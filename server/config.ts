import { z } from 'zod';
import { type Clock, readClockSkew } from './kernel';
import { readLongWorkSettings } from './kernel/long-work-settings';
import type { AnyRoom } from './kernel/room';

const isClock = (value: unknown): value is Clock =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Clock>).now === 'function';

/** Settings that belong to no room. */
const common = {
  /** L42. How many seconds an instant may lie ahead and be taken as now. */
  clockSkewSeconds: z.unknown().optional(),
  /** How long work that takes a connection for long waits: for room, and for a reader. */
  longWork: z.unknown().optional(),
  /** L7. Where time comes from: tests and simulations give their own. */
  clock: z.custom<Clock>(isClock, 'must have a method now() that returns milliseconds').optional(),
};

/** A clock that was set before Strapi loaded its plugins, kept by reference: the loader copies plain objects. */
function clockSetBefore(): { clock?: Clock } {
  const clock: unknown = strapi.config.get('plugin::rewards.clock');
  return isClock(clock) ? { clock: { now: () => clock.now() } } : {};
}

/** The plugin's settings in the host's `config/plugins`, under `rewards.config`, with what holds when nothing is set. */
export function configOf(rooms: readonly AnyRoom[]) {
  const readers = rooms.flatMap((room) => Object.entries(room.settings ?? {}));
  const settings = z.strictObject({
    ...Object.fromEntries(readers.map(([name]) => [name, z.unknown().optional()])),
    ...common,
  });
  return {
    default: () => clockSetBefore(),
    /** Ends the start with a sentence when a setting is unknown or cannot be used. */
    validator(config: unknown): void {
      const result = settings.safeParse(config);
      if (!result.success) {
        const issue = result.error.issues[0];
        throw new Error(`${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`.trim());
      }
      const given: Readonly<Record<string, unknown>> = result.data;
      for (const [name, read] of readers) read(given[name]);
      readClockSkew(given.clockSkewSeconds);
      readLongWorkSettings(given.longWork);
    },
  };
}
