import { Decimal } from 'decimal.js';
import type { Knex } from 'knex';
import { present } from '../../kernel';
import { findEntries, type PostedRow, readReversed } from '../../ledger';
import { callOffUnsent } from '../acts/call-off';
import type { AffiliateSystem } from '../systems/system-store';
import type { RecordDependencies } from './dependencies';
import { type Drawn, drawUp, type EventToDraw } from './draw-up';
import { readCorrected, readEventsBy, type StoredEvent } from './event-store';

/** Digits enough for any amount of an event (F3) times any of the ledger (L2). */
const Exact = Decimal.clone({ precision: 1_000, toExpNeg: -10_000, toExpPos: 10_000 });

/** F14. Why an event is never sent whose cause is gone. */
const CAUSE_REVERSED = 'Its cause was reversed before it was sent.';

/** F14. How much of a cause is reversed by now, in all, and how much it was: in minor units. */
export interface Reversal {
  readonly part: bigint;
  readonly whole: bigint;
}

interface Share extends Reversal {
  /** The newest row that reversed of it. */
  readonly row: PostedRow;
}

/**
 * F14. What the reversal of ledger rows makes of the events that they caused: a correction, naming the event; or nothing of either,
 * where the event was not sent yet and its cause is gone as a whole.
 */
export async function correctionsOf(
  deps: RecordDependencies,
  trx: Knex.Transaction,
  systems: readonly AffiliateSystem[],
  rows: readonly PostedRow[],
): Promise<Drawn[]> {
  const reversals = rows.filter(({ reverses }) => reverses !== null);
  const causes = [...new Set(reversals.map(({ reverses }) => reverses?.id ?? ''))];
  if (causes.length === 0) return [];
  const caused = (await readEventsBy(trx, 'cause_entry', causes)).filter(({ event }) => event.corrects === null);
  if (caused.length === 0) return [];
  const shares = await sharesOf(trx, reversals, causes);
  const corrected = await readCorrected(
    trx,
    caused.map(({ event }) => event.id),
  );
  const gone = caused.filter(({ event }) => isGone(shares.get(event.causeEntry ?? '')));
  const calledOff = await callOffUnsent(
    deps,
    trx,
    gone.map(({ event }) => event.id),
    CAUSE_REVERSED,
  );
  return caused.flatMap((first) => {
    const system = systems.find(({ id }) => id === first.event.system);
    if (!system?.settings.corrections) return [];
    const share = present(shares.get(first.event.causeEntry ?? ''), 'the reversal of a cause');
    const amount = correctionOf(first.delivery.amount, share, corrected.get(first.event.id) ?? []);
    const isOff = calledOff.has(first.event.id);
    const named = { system, link: first.link, corrects: first.event.id };
    return [drawUp(deps, isOff ? { ...named, calledOff: CAUSE_REVERSED } : named, eventOf(first, share.row, amount))];
  });
}

const isGone = (share: Reversal | undefined): boolean => share !== undefined && share.part >= share.whole;

/** What of each cause is reversed. */
async function sharesOf(
  trx: Knex.Transaction,
  reversals: readonly PostedRow[],
  causes: readonly string[],
): Promise<Map<string, Share>> {
  const [entries, reversed] = [await findEntries(trx, causes), await readReversed(trx, causes)];
  return new Map(
    entries.map(({ id, amount }) => {
      const row = present(
        reversals.findLast(({ reverses }) => reverses?.id === id),
        'the row that reverses a cause',
      );
      return [id, { part: reversed.get(id)?.amount ?? 0n, whole: amount < 0n ? -amount : amount, row }];
    }),
  );
}

/**
 * F14. What a correction takes off: of all that is reversed by now, what no earlier correction has. So that parts come to the
 * whole, each sum is rounded to the decimals of the event's own amount, and not each part.
 *
 * @param amount of the event that is corrected
 * @param before amounts of the corrections that there are
 */
export function correctionOf(
  amount: string | null,
  { part, whole }: Reversal,
  before: readonly string[],
): string | null {
  if (amount === null) return null;
  const decimals = (amount.split('.')[1] ?? '').length;
  // Multiplied first: what comes out even is then exact, and what does not is no tie.
  const due = new Exact(amount).times(part.toString()).div(whole.toString());
  const sum = before.reduce((total, one) => total.plus(one), due.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP));
  return sum
    .negated()
    .toFixed(decimals)
    .replace(/^-(0(\.0+)?)$/, '$1');
}

function eventOf({ event, delivery }: StoredEvent, row: PostedRow, amount: string | null): EventToDraw {
  const { subject, member, userId, transactionId, accountId, actionId, clickId, tid } = event;
  const { type, currency, pid } = delivery;
  return {
    externalId: `reversal:${row.id}:${event.id}`,
    type,
    kind: 'correction',
    causeEntry: row.id,
    payload: JSON.stringify({ value: amount, currency, corrects: event.externalId, entryId: row.id }),
    requestBody: null,
    ...{ subject, member, userId, transactionId, accountId, actionId, clickId, tid, pid },
  };
}
