/** The deep look at a sequence's accounts: the database against L4 and the model, and what the ledger says of itself. */
import type { EntryDto } from '../../server/contract';
import { formatAmount } from '../../server/kernel';
import type { OpenLedger } from '../support/ledger';
import { brokenEquations, damage, readProjections } from './books-store';
import type { ModelAccount } from './model-account';
import { expectEqual } from './expect-equal';
import type { Model } from './model';
import { minorOf } from './postings';
import { saidOfEntry, saidOfRow } from './said';
import { standingOf } from './ranks';

const text = (value: bigint | number | null): string | null => (value === null ? null : value.toString());

/** The model's lots, holds and open items as the database's rows. */
export function projectionsOf(references: readonly ModelAccount[]): object {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    lots: references
      .flatMap(({ lots }) => lots)
      .map(({ id, amount, remaining, held, earnedAt, expiresAt }) => ({
        id,
        amount: text(amount),
        remaining: text(remaining),
        held: text(held),
        earned_at: text(earnedAt),
        expires_at: text(expiresAt),
        is_open: remaining > 0n ? '1' : '0',
      }))
      .sort(byId),
    holds: references
      .flatMap(({ holds }) => holds)
      .map(({ id, amount, captured, released, status, expiresAt }) => ({
        id,
        amount: text(amount),
        captured: text(captured),
        released: text(released),
        status,
        expires_at: text(expiresAt),
      }))
      .sort(byId),
    openItems: references
      .flatMap(({ items }) => items)
      .map(({ id, policy, amount, remaining }) => ({ id, policy, amount: text(amount), remaining: text(remaining) }))
      .sort(byId),
  };
}

/** All rows of an account as `history` pages through them, oldest first. */
async function entriesOf({ ledger }: OpenLedger, { member, currency }: ModelAccount): Promise<EntryDto[]> {
  const pageSize = 50;
  const entries: EntryDto[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, total } = await ledger.history({ member, currency: currency.code, page, pageSize });
    entries.push(...rows);
    if (rows.length < pageSize) {
      expect(entries).toHaveLength(total);
      return entries.reverse();
    }
  }
}

/** L5: every row, settled ones included, in a sequence without gaps, each with the figures that it leaves behind. */
export function expectSameRows(entries: readonly EntryDto[], reference: ModelAccount): void {
  const { scale } = reference.currency;
  const own = new Set(reference.rows.map(({ id }) => id));
  // The order in which several things that are due are settled is not laid down.
  expectEqual(
    entries.map((entry) => saidOfEntry(entry, own.has(entry.id))).sort(),
    reference.rows.map((row) => saidOfRow(row, scale)).sort(),
  );
  let [balance, held, postedAt] = [0n, 0n, ''];
  const expected = entries.map((entry, i) => {
    balance += minorOf(entry.amount, scale);
    held += minorOf(entry.held, scale);
    postedAt = entry.postedAt >= postedAt ? entry.postedAt : postedAt;
    const [balanceAfter, heldAfter] = [formatAmount(balance, scale), formatAmount(held, scale)];
    return { sequence: i + 1, balanceAfter, heldAfter, postedAt };
  });
  expectEqual(
    entries.map(({ sequence, balanceAfter, heldAfter, postedAt: at }) => ({
      ...{ sequence, balanceAfter, heldAfter },
      postedAt: at,
    })),
    expected,
  );
}

/** Reads everything about the sequence's members and throws at the first thing that is not as it must be. */
export async function inspect(open: OpenLedger, model: Model, members: readonly string[]): Promise<void> {
  expect(await brokenEquations(open.knex, members)).toEqual([]);
  const projections = await readProjections(open.knex, members);
  expect(projections).toMatchObject(projectionsOf(model.accounts));
  for (const reference of model.accounts) expectSameRows(await entriesOf(open, reference), reference);
  for (const member of members) {
    expect(await open.members.get(member)).toMatchObject(standingOf(model, member));
    const references = model.accounts.filter((reference) => reference.member === member);
    expect(await open.ledger.check({ member })).toMatchObject({ accountsDrifted: 0, findings: [], truncated: false });
    expect(await open.ledger.verifyChain({ member })).toMatchObject({
      entriesVerified: references.reduce((count, { rows }) => count + rows.length, 0),
      findings: [],
      truncated: false,
    });
  }
}

async function rebuild({ ledger }: OpenLedger, members: readonly string[]): Promise<number> {
  let rebuilt = 0;
  for (const member of members) rebuilt += (await ledger.rebuild({ member })).accountsRebuilt;
  return rebuilt;
}

/** L31. A rebuild of sound projections writes nothing; a rebuild of spoilt ones brings the live ones back row for row. */
export async function rebuildEqualsLive(open: OpenLedger, members: readonly string[], spoil: boolean): Promise<void> {
  const live = await readProjections(open.knex, members);
  if (spoil) {
    await damage(open.knex, members);
    let drifted = 0;
    for (const member of members) drifted += (await open.ledger.check({ member })).accountsDrifted;
    expect(drifted).toBe(live.accounts.length);
  }
  const rebuilt = await rebuild(open, members);
  expect(rebuilt).toBe(spoil ? live.accounts.length : 0);
  expect(await readProjections(open.knex, members)).toEqual(live);
}
