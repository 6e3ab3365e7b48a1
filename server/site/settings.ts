import { z } from 'zod';
import { DEFAULT_RATE_LIMIT, SITE_LIMITS, type SiteSettings } from '../contract';
import { parseInput } from '../kernel/http';

const problem = `must be a whole number from 1 to ${SITE_LIMITS.ratePerMinute}.`;
const perMinute = z.int(problem).min(1, problem).max(SITE_LIMITS.ratePerMinute, problem);

const given = z.strictObject({ site: z.strictObject({ rateLimit: z.unknown().optional() }) });
const limited = z.strictObject({
  site: z.strictObject({
    rateLimit: z
      .strictObject({
        perToken: perMinute.default(DEFAULT_RATE_LIMIT.perToken),
        perUser: perMinute.default(DEFAULT_RATE_LIMIT.perUser),
      })
      .default(DEFAULT_RATE_LIMIT),
  }),
});

/** Checks the plugin's configuration under `site`. @throws INVALID_INPUT naming the setting */
export function readSiteSettings(input: unknown): SiteSettings {
  const { rateLimit } = parseInput(given, { site: input ?? {} }).site;
  return rateLimit === false ? { rateLimit } : parseInput(limited, { site: { rateLimit } }).site;
}
