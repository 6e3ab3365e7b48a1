/** Random postings, the same ones for the same seed. */
import type { PostingInput } from '../../server/contract';

export type Random = () => number;

/** Numbers from 0 to 1 by mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: Random, things: readonly T[]): T => things[Math.floor(random() * things.length)]!;
export const upTo = (random: Random, most: number): string => `${1 + Math.floor(random() * most)}`;

/** What postings can be made of: ids of rows that are there. */
export interface Material {
  readonly members: readonly string[];
  readonly currencies: readonly string[];
  readonly holds: readonly string[];
  readonly reversible: readonly string[];
  readonly now: number;
}

/** One posting of any kind. Without holds or rows to name, it is one that needs none. */
export function anyPosting(random: Random, key: string, material: Material): PostingInput {
  const context = { idempotencyKey: key };
  const account = { member: pick(random, material.members), currency: pick(random, material.currencies), ...context };
  const { holds, reversible, now } = material;
  const kind = pick(random, [
    'grant',
    'grant',
    'deduct',
    'reserve',
    'adjust',
    'capture',
    'release',
    'reverse',
  ] as const);
  switch (kind) {
    case 'deduct':
      return { type: 'deduct', ...account, amount: upTo(random, 40) };
    case 'reserve':
      return { type: 'reserve', ...account, amount: upTo(random, 30), ...(random() < 0.4 ? { timeoutMs: 40 } : {}) };
    case 'adjust': {
      const sign = random() < 0.5 ? '-' : '';
      const amount = sign + upTo(random, 30);
      return { type: 'adjust', ...account, amount, reason: 'Counted again', actor: { id: 'admin:1' } };
    }
    case 'capture': {
      if (holds.length === 0) break;
      const part = random() < 0.6 ? { amount: upTo(random, 6), keepOpen: random() < 0.7 } : {};
      return { type: 'capture', holdId: pick(random, holds), ...part, ...context };
    }
    case 'release': {
      if (holds.length === 0) break;
      return {
        type: 'release',
        holdId: pick(random, holds),
        ...(random() < 0.6 ? { amount: upTo(random, 6) } : {}),
        ...context,
      };
    }
    case 'reverse': {
      if (reversible.length === 0) break;
      const part = random() < 0.3 ? { amount: upTo(random, 6) } : {};
      return { type: 'reverse', entryId: pick(random, reversible), ...part, ...context };
    }
  }
  const expiry = random() < 0.3 ? { expiresAt: new Date(now + (random() - 0.3) * 2_000).toISOString() } : {};
  return { type: 'grant', ...account, amount: upTo(random, 30), ...expiry };
}
