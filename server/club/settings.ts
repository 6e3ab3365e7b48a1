import { z } from 'zod';
import { CLUB_LIMITS, type ClubSettings } from '../contract';
import { DAY, type Milliseconds } from '../kernel';

/** E4, E8. What is known of a source of events. */
export interface Source {
  /** Whether a member who is not known is made. */
  readonly makesMembers: boolean;
  /** How late its events may be. */
  readonly horizon: Milliseconds;
}

const days = `must be a whole number of days from 1 to ${CLUB_LIMITS.horizonDays.most}`;
const source = z.strictObject({
  makesMembers: z.boolean('must be true or false').optional(),
  horizonDays: z.int(days).min(1, days).max(CLUB_LIMITS.horizonDays.most, days).optional(),
});
const settings = z.strictObject(
  { sources: z.record(z.string(), source, 'must be an object').optional() },
  'must be an object',
);
const features = z.strictObject({ rewardsClub: z.boolean('must be true or false').optional() }, 'must be an object');

/**
 * Reads the setting `club`: what is known of the sources of events.
 *
 * @throws an Error whose sentence names what cannot be used
 */
export function readClubSettings(setting: unknown): { sourceOf(name: string): Source } {
  const { sources = {} } = read('club', settings, setting) satisfies ClubSettings;
  return {
    sourceOf(name) {
      const { makesMembers = false, horizonDays = CLUB_LIMITS.horizonDays.standard } = Object.hasOwn(sources, name)
        ? (sources[name] ?? {})
        : {};
      return { makesMembers, horizon: horizonDays * DAY };
    },
  };
}

/**
 * E24. Reads the setting `features`: whether there is a rewards club.
 *
 * @throws an Error whose sentence names what cannot be used
 */
export function readFeatures(setting: unknown): { readonly rewardsClub: boolean } {
  const { rewardsClub = true } = read('features', features, setting);
  return { rewardsClub };
}

function read<T>(name: string, schema: z.ZodType<T>, setting: unknown): T {
  const result = schema.safeParse(setting ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) throw new Error(`${[name, ...(issue?.path ?? []), unknown].join('.')} is no setting.`);
  throw new Error(`${[name, ...(issue?.path ?? [])].join('.')} ${issue?.message ?? 'is not valid'}.`);
}
