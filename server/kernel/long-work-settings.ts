import { z } from 'zod';
import { LONG_WORK } from '../contract';
import type { LongWorkSettings } from './long-work';

const seconds = (standard: number) =>
  z
    .number('must be a number of seconds from 1 to 3600')
    .min(1, 'must be a number of seconds from 1 to 3600')
    .max(3_600, 'must be a number of seconds from 1 to 3600')
    .default(standard / 1_000);

const settings = z.strictObject({ waitSeconds: seconds(LONG_WORK.wait), readerSeconds: seconds(LONG_WORK.reader) });

/**
 * Reads how patient long work is, `rewards.config.longWork` of the host's `config/plugins`.
 *
 * @throws Error with a sentence for a setting that is unknown or cannot be used
 */
export function readLongWorkSettings(given: unknown): LongWorkSettings {
  const result = settings.safeParse(given ?? {});
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`longWork: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`);
  }
  const { waitSeconds, readerSeconds } = result.data;
  return { wait: waitSeconds * 1_000, reader: readerSeconds * 1_000 };
}
