/** Rows of the ledger and rows of the model in the same words, as one line each, so that a difference can be read. */
import type { EntryDto, PostingResult } from '../../server/contract';
import { formatAmount } from '../../server/kernel';
import type { ModelAccount, ModelRow } from './model-account';

const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

/** What is compared of a row. A caused row has an id that the model was not told, so ids are left out. */
export function saidOfRow(row: ModelRow, scale: number): string {
  const money = (value: bigint) => formatAmount(value, scale);
  return JSON.stringify({
    type: row.type,
    amount: money(row.amount),
    held: money(row.held),
    earned: money(row.earned),
    spent: money(row.spent),
    lotOpened: money(row.lotOpened),
    shortfall: money(row.shortfall),
    expiresAt: iso(row.expiresAt),
    hold: row.hold,
    reverses: row.reverses,
    settles: row.settles,
    writesOff: row.type === 'expire' ? row.parts[0]!.lot : null,
    // When a row that was written along takes effect is not laid down.
    effectiveAt: row.id === null ? null : iso(row.effectiveAt),
    postedAt: iso(row.postedAt),
  });
}

export function saidOfEntry(entry: EntryDto, own: boolean): string {
  const { type, amount, held, earned, spent, lotOpened, shortfall, expiresAt, postedAt } = entry;
  return JSON.stringify({
    type,
    amount,
    held,
    earned,
    spent,
    lotOpened,
    shortfall,
    expiresAt,
    hold: entry.holdId,
    reverses: entry.reversesId,
    settles: entry.settlesId,
    writesOff: type === 'expire' ? entry.lotId : null,
    effectiveAt: own ? entry.effectiveAt : null,
    postedAt,
  });
}

/** A posting as the ledger tells it, and where its rows leave the account. */
export function saidOfResult({ entry, caused, replayed }: PostingResult): object {
  const rows = [entry, ...caused];
  return {
    replayed,
    ids: { member: entry.member, currency: entry.currency, idempotencyKey: entry.idempotencyKey },
    entry: saidOfEntry(entry, true),
    rows: rows.map((row) => saidOfEntry(row, row === entry)).sort(),
    lastSequence: Math.max(...rows.map(({ sequence }) => sequence)),
  };
}

/** L33. The figures of a reference as they stood at an instant, by when its rows were posted. */
export function sumsUntil(reference: ModelAccount, at: number): Record<string, string> {
  const rows = reference.rows.filter(({ postedAt }) => postedAt <= at);
  const sum = (figure: 'amount' | 'held' | 'earned' | 'spent') =>
    formatAmount(
      rows.reduce((total, row) => total + row[figure], 0n),
      reference.currency.scale,
    );
  return { balance: sum('amount'), held: sum('held'), lifetimeEarned: sum('earned'), lifetimeSpent: sum('spent') };
}
