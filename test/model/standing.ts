/** L26 in the model: a member's level follows the balance of one currency, the tier the lifetime earned of another. */
import type { OpenLedger } from '../support/ledger';
import { type Book } from './book';
import type { Model } from './model';
import { minorOf } from './postings';

interface Rung {
  readonly code: string;
  readonly threshold: string;
}

export interface Ladders {
  readonly level: { readonly currency: string; readonly rungs: readonly Rung[] };
  readonly tier: { readonly currency: string; readonly rungs: readonly Rung[] };
}

async function rungs({ strapi }: OpenLedger, kind: keyof Ladders, own: readonly Rung[]): Promise<Rung[]> {
  const documents = strapi.documents(`plugin::rewards.${kind}` as never);
  for (const rung of own) await documents.create({ data: { ...rung, name: rung.code } as never });
  return (await documents.findMany({ limit: 100 })) as unknown as Rung[];
}

/** Makes levels and tiers low enough for a sequence to climb, beside whatever there is. */
export async function makeLadders(open: OpenLedger, currencies: Record<keyof Ladders, string>): Promise<Ladders> {
  const levels = [
    { code: 'model-novice', threshold: '1' },
    { code: 'model-regular', threshold: '40' },
    { code: 'model-sage', threshold: '120' },
  ];
  const tiers = [
    { code: 'model-tin', threshold: '0.01' },
    { code: 'model-copper', threshold: '0.5' },
    { code: 'model-brass', threshold: '1.55' },
  ];
  return {
    level: { currency: currencies.level, rungs: await rungs(open, 'level', levels) },
    tier: { currency: currencies.tier, rungs: await rungs(open, 'tier', tiers) },
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
export function standingOf(
  model: Model,
  ladders: Ladders,
  member: string,
): Partial<Record<keyof Ladders, string | null>> {
  const standing: Partial<Record<keyof Ladders, string | null>> = {};
  const figures = { level: (book: Book) => book.balance, tier: (book: Book) => book.earned };
  for (const kind of ['level', 'tier'] as const) {
    const { currency, rungs } = ladders[kind];
    const book = model.accounts.find((one) => one.member === member && one.currency.code === currency);
    if (book) standing[kind] = rungAt(rungs, figures[kind](book), book.currency.scale);
  }
  return standing;
}
