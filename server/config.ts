import { z } from 'zod';
import { DEFAULT_EARNING } from './contract';
import { checkEarningSettings } from './earning';
import { type Clock, readClockSkew } from './kernel';
import { readLongWorkSettings } from './kernel/long-work-settings';
import { readReconciliationSettings } from './reconciliation';
import { readRedemptionSettings } from './redemption';
import { readLeaseMs, readTaskSettings } from './tasks';

const isClock = (value: unknown): value is Clock =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Clock>).now === 'function';

const settings = z.strictObject({
  earning: z.unknown(),
  headline: z
    .strictObject({
      points: z
        .string('must be the code of a currency')
        .min(1, 'must be the code of a currency')
        .max(32, 'must be the code of a currency')
        .optional(),
    })
    .optional(),
  /** When scheduled tasks run; false: this instance runs none by itself. */
  tasks: z.unknown().optional(),
  /** After how many seconds of silence another instance takes a run over. */
  taskLeaseSeconds: z.unknown().optional(),
  /** L42. How many seconds an instant may lie ahead and be taken as now. */
  clockSkewSeconds: z.unknown().optional(),
  /** How reconciliation judges, tells and repairs. */
  reconciliation: z.unknown().optional(),
  /** What currencies are worth on an order. */
  redemption: z.unknown().optional(),
  /** How long work that takes a connection for long waits: for room, and for a reader. */
  longWork: z.unknown().optional(),
  /** L7. Where time comes from: tests and simulations give their own. */
  clock: z.custom<Clock>(isClock, 'must have a method now() that returns milliseconds').optional(),
});

/** A clock that was set before Strapi loaded its plugins, kept by reference: the loader copies plain objects. */
function clockSetBefore(): { clock?: Clock } {
  const clock: unknown = strapi.config.get('plugin::rewards.clock');
  return isClock(clock) ? { clock: { now: () => clock.now() } } : {};
}

/** The plugin's settings in the host's `config/plugins`, under `rewards.config`, with what holds when nothing is set. */
export const config = {
  default: () => ({ earning: DEFAULT_EARNING, headline: {}, ...clockSetBefore() }),
  /** Ends the start with a sentence when a setting is unknown or cannot be used. */
  validator(config: unknown): void {
    const result = settings.safeParse(config);
    if (!result.success) {
      const issue = result.error.issues[0];
      throw new Error(`${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`.trim());
    }
    checkEarningSettings(result.data.earning);
    readTaskSettings(result.data.tasks);
    readLeaseMs(result.data.taskLeaseSeconds);
    readClockSkew(result.data.clockSkewSeconds);
    readReconciliationSettings(result.data.reconciliation);
    readRedemptionSettings(result.data.redemption);
    readLongWorkSettings(result.data.longWork);
  },
};
