/** L26 in the model: a member's level follows the balance of one currency, the tier the lifetime earned of another. */
import type { OpenLedger } from '../support/ledger';
import { type ModelAccount } from './model-account';
import { LEVELS_FOLLOW, TIERS_FOLLOW } from './currencies';
import type { Model } from './model';
import { minorOf } from './postings';
import type { Ladders, Rank, Rung } from './rules';

async function rungs({ strapi }: OpenLedger, kind: Rank, own: readonly Rung[]): Promise<Rung[]> {
  const documents = strapi.documents(`plugin::rewards.${kind}` as never);
  for (const rung of own) await documents.create({ data: { ...rung, name: rung.code } as never });
  const made = (await documents.findMany({ limit: 100 })) as unknown as Rung[];
  return made.map(({ code, threshold }) => ({ code, threshold }));
}

/** Levels and tiers low enough for a sequence to climb. */
export const LADDERS: Ladders = {
  level: {
    currency: LEVELS_FOLLOW,
    rungs: [
      { code: 'model-novice', threshold: '1' },
      { code: 'model-regular', threshold: '40' },
      { code: 'model-sage', threshold: '120' },
    ],
  },
  tier: {
    currency: TIERS_FOLLOW,
    rungs: [
      { code: 'model-tin', threshold: '0.01' },
      { code: 'model-copper', threshold: '0.5' },
      { code: 'model-brass', threshold: '1.55' },
    ],
  },
};

/** Makes them, beside whatever there is. */
export async function makeLadders(open: OpenLedger): Promise<Ladders> {
  const { level, tier } = LADDERS;
  return {
    level: { ...level, rungs: await rungs(open, 'level', level.rungs) },
    tier: { ...tier, rungs: await rungs(open, 'tier', tier.rungs) },
  };
}

function rungAt(rungs: readonly Rung[], figure: bigint, scale: number): string | null {
  const reached = rungs
    .map(({ code, threshold }) => ({ code, from: minorOf(threshold, scale) }))
    .filter(({ from }) => from <= figure)
    .sort((a, b) => Number(b.from - a.from));
  return reached[0]?.code ?? null;
}

/** What the member's level and tier must be, for those that an account of theirs drives. */
export function standingOf(model: Model, member: string): Partial<Record<Rank, string | null>> {
  const standing: Partial<Record<Rank, string | null>> = {};
  const figures = {
    level: (reference: ModelAccount) => reference.balance,
    tier: (reference: ModelAccount) => reference.earned,
  };
  for (const kind of ['level', 'tier'] as const) {
    const { currency, rungs } = model.ladders[kind];
    const reference = model.accounts.find((one) => one.member === member && one.currency.code === currency);
    if (reference) standing[kind] = rungAt(rungs, figures[kind](reference), reference.currency.scale);
  }
  return standing;
}
