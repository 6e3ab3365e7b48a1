/** L37 by the thousand: a row that is reversed in parts, beside the same one that is reversed as a whole. */
import fc from 'fast-check';

import { REVERSAL_POLICIES, type ReversalPolicy, type SpendOrder } from '../../server/contract';
import { RewardsError } from '../../server/kernel';
import { type Settings, Sheet, type Step, steps } from './sheet';

const histories = fc.record({
  policy: fc.constantFrom<ReversalPolicy>(...REVERSAL_POLICIES),
  spendOrder: fc.constantFrom<SpendOrder>('oldest', 'soonest-expiry'),
  grace: fc.constantFrom(null, 7),
  term: fc.constantFrom(null, 3),
  steps,
  which: fc.nat(20),
  then: fc.nat(20),
  parts: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
});

/** Plays a history; what its policy refuses is left out. */
function played(rules: Settings, taken: readonly Step[]): Sheet {
  const sheet = new Sheet(rules);
  for (const step of taken) isRefused(() => sheet.take(step));
  return sheet;
}

function isRefused(work: () => void): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof RewardsError && error.code === 'GRANT_ALREADY_SPENT') return true;
    throw error;
  }
}

/** In parts of these sizes over and over, the last one being what is left. Whether one of them was refused. */
function reverseInParts(sheet: Sheet, index: number, parts: readonly number[]): boolean {
  const { entry } = sheet.rows[index]!;
  for (let i = 0; sheet.left(entry) > 0n; i += 1) {
    const part = parts[i % parts.length]!;
    const isLast = BigInt(part) >= sheet.left(entry);
    if (isRefused(() => sheet.reverse(entry.id, isLast ? undefined : String(part)))) return true;
  }
  return false;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** What an account comes to, lots and shortfalls by the rows that both sheets have; of later lots, those with one expiry together. */
function standingOf({ draft, rows }: Sheet, before: { readonly rows: number; readonly lots: number }): object {
  const { balance, held, lifetimeEarned, lifetimeSpent, arrears } = draft.account;
  const lots = [...draft.lots.values()];
  const later = new Map<string, bigint>();
  for (const { expiresAt, remaining } of lots.slice(before.lots)) {
    later.set(`${expiresAt}`, (later.get(`${expiresAt}`) ?? 0n) + remaining);
  }
  const reversalsOf = (id: string) => rows.filter(({ entry }) => entry.reversesId === id).map(({ entry }) => entry.id);
  return {
    figures: { balance, held, lifetimeEarned, lifetimeSpent, arrears, available: draft.available },
    lots: lots.slice(0, before.lots).map((lot) => [lot.remaining, lot.held]),
    later,
    owed: rows
      .slice(0, before.rows)
      .map(({ entry }) => sum(reversalsOf(entry.id).map((id) => draft.openItems.get(id)?.remaining ?? 0n))),
  };
}

const NUMBER = 5_000;

describe('a row that is reversed in parts', () => {
  it('L37 comes to what one reversal of all of it would have: balances, lots, shortfalls, lifetime; and so does what follows', () => {
    fc.assert(
      fc.property(histories, ({ steps: taken, which, then, parts, ...rules }) => {
        const [whole, inParts] = [played(rules, taken), played(rules, taken)];
        const reversible = whole.reversible();
        fc.pre(reversible.length > 0);
        const indexOf = (id: string) => whole.rows.findIndex(({ entry }) => entry.id === id);
        const index = indexOf(reversible[which % reversible.length]!.id);
        const before = { rows: whole.rows.length, lots: whole.draft.lots.size };

        const isRefusedWhole = isRefused(() => whole.reverse(whole.rows[index]!.entry.id));
        expect(reverseInParts(inParts, index, parts)).toBe(isRefusedWhole);
        if (isRefusedWhole) return;
        expect(standingOf(inParts, before)).toEqual(standingOf(whole, before));

        const next = whole.reversible().filter(({ id }) => indexOf(id) < before.rows);
        if (next.length === 0) return;
        const nextIndex = indexOf(next[then % next.length]!.id);
        const outcomes = [whole, inParts].map((sheet) =>
          isRefused(() => sheet.reverse(sheet.rows[nextIndex]!.entry.id)),
        );
        expect(outcomes[1]).toBe(outcomes[0]);
        expect(standingOf(inParts, before)).toEqual(standingOf(whole, before));
      }),
      { numRuns: NUMBER },
    );
  });

  it('L37 gives back in the opposite order to that in which it was taken, and never more than was', () => {
    fc.assert(
      fc.property(histories, ({ steps: taken, which, parts, ...rules }) => {
        const sheet = played(rules, taken);
        const spends = sheet.reversible().filter(({ amount }) => amount < 0n);
        fc.pre(spends.length > 0);
        const spend = spends[which % spends.length]!;
        const index = sheet.rows.findIndex(({ entry }) => entry.id === spend.id);
        const { length } = sheet.rows;
        reverseInParts(sheet, index, parts);
        const back = sheet.rows.slice(length).filter(({ entry }) => entry.reversesId === spend.id);
        expect(sheet.left(spend)).toBe(0n);
        const order = sheet.rows[index]!.allocations.map(({ lotId }) => lotId);
        const places = back.flatMap(({ allocations }) => allocations.map(({ lotId }) => order.indexOf(lotId)));
        expect(places).toEqual(places.toSorted((a, b) => b - a));
      }),
      { numRuns: 1_000 },
    );
  });
});
