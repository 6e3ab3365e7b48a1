import { formatAmount, least, minus, type MinorUnits, negate, plus, present, RewardsError, ZERO } from '../../kernel';
import type { Book, EntryContext } from '../book';
import type { CommandOf } from '../command';
import { type Allocation, type Entry, freeOf, isDue, type Posted } from '../state';
import { expireLot } from './expire';
import { postSettlements, type Settlement, settlementsOf } from './shortfall';
import type { Take } from './spend-queue';

/** Backs out a row, once (L22): a spend gives back to its lots (L23), a grant is taken back (L24). */
export function reverse(book: Book, command: CommandOf<'reverse'>, context: EntryContext): Posted {
  const target = present(book.targets.get(command.entryId), `the row ${command.entryId}`);
  const { entry } = target;
  const isSpend = entry.type === 'deduct' || (entry.type === 'adjustment' && entry.amount < 0n);
  const isGrant = entry.type === 'grant' || (entry.type === 'adjustment' && entry.amount > 0n);
  if (!isSpend && !isGrant) throw new RewardsError('NOT_REVERSIBLE', { entryId: entry.id, type: entry.type });
  const reversalId = book.reversals.get(entry.id);
  if (reversalId !== undefined) throw new RewardsError('ALREADY_REVERSED', { entryId: entry.id, reversalId });
  const posted = isSpend ? giveBack(book, target, context) : takeBack(book, entry, context);
  book.noteReversal(entry.id, posted.entry.id);
  return posted;
}

/**
 * L23. The same lots get back what the row took. Of those that have expired since, the returned part expires in the
 * same transaction; with a grace period it goes into a lot of its own instead. What settles the shortfall of a reversed
 * grant (L43) goes back to the lot that it was taken from and is taken from there, whatever the grace.
 */
function giveBack(book: Book, { entry, allocations }: Posted, context: EntryContext): Posted {
  const taken = allocations
    .filter((part) => part.amount < 0n)
    .map(({ lotId, amount }) => ({ lotId, amount: negate(amount) }));
  // Last taken, first back: as if it were given back in parts.
  const settlements = settlementsOf(book, [...taken].reverse());
  const grace = book.rules.reversalGrace;
  const isLate = ({ lotId }: Take): boolean => isDue(book.lot(lotId), book.now);
  const graced = grace === null ? [] : taken.filter(isLate).map((part) => less(part, settlements));
  const forNewLot = sumOf(graced);
  const gracedOf = (lotId: string): MinorUnits => graced.find((part) => part.lotId === lotId)?.amount ?? ZERO;
  const returned = taken.map(({ lotId, amount }) => ({ lotId, amount: minus(amount, gracedOf(lotId)) }));
  const posted = book.post(
    {
      type: 'reversal',
      amount: negate(entry.amount),
      spent: negate(entry.spent),
      allocations: returned
        .filter(({ amount }) => amount > 0n)
        .map(({ lotId, amount }) => ({ lotId, holdId: null, amount, held: ZERO })),
      ...(grace !== null && forNewLot > 0n ? { opens: { amount: forNewLot, expiresAt: book.now + grace } } : {}),
      reversesId: entry.id,
    },
    context,
  );
  postSettlements(book, settlements, posted.entry.id);
  if (grace === null) for (const part of taken.filter(isLate)) expireLot(book, part.lotId, posted.entry.id);
  return posted;
}

/** What of a lot's part is not used to settle anything. */
const less = ({ lotId, amount }: Take, settlements: readonly Settlement[]): Take => ({
  lotId,
  amount: minus(amount, sumOf(settlements.filter((one) => one.lotId === lotId))),
});

const sumOf = (parts: readonly { readonly amount: MinorUnits }[]): MinorUnits =>
  parts.reduce((sum, { amount }) => plus(sum, amount), ZERO);

/**
 * L24. Takes back what the row had opened a lot with, less what of it was written off already: first from that lot,
 * then from others, never below zero. What is missing is the shortfall.
 */
function takeBack(book: Book, entry: Entry, context: EntryContext): Posted {
  const policy = book.rules.reversalPolicy;
  const lotId = entry.id;
  const due = minus(entry.lotOpened, book.writtenOff.get(lotId) ?? ZERO);
  const own = least(due, freeOf(book.lot(lotId)));
  if (policy === 'reject' && own < due) throw alreadySpent(book, own, due);
  const others = book.spendable.take(book.lots, minus(due, own), book.now, lotId);
  const takes = own > 0n ? [{ lotId, amount: own }, ...others] : others;
  const taken = sumOf(takes);
  const shortfall = minus(due, taken);
  const posted = book.post(
    {
      type: 'reversal',
      amount: negate(taken),
      earned: negate(entry.earned),
      allocations: takes.map((take): Allocation => ({
        lotId: take.lotId,
        holdId: null,
        amount: negate(take.amount),
        held: ZERO,
      })),
      reversesId: entry.id,
      shortfall,
      policy,
    },
    context,
  );
  if (shortfall > 0n) recordShortfall(book, posted.entry.id, shortfall);
  return posted;
}

function recordShortfall(book: Book, reversalId: string, shortfall: MinorUnits): void {
  const { account } = book;
  const policy = book.rules.reversalPolicy;
  book.setOpenItem({ id: reversalId, accountId: account.id, policy, amount: shortfall, remaining: shortfall });
  if (policy === 'arrears') book.setAccount({ ...account, arrears: plus(account.arrears, shortfall) });
}

function alreadySpent(book: Book, remaining: MinorUnits, amount: MinorUnits): RewardsError {
  const { code, scale } = book.rules;
  return new RewardsError('GRANT_ALREADY_SPENT', {
    currency: code,
    remaining: formatAmount(remaining, scale),
    amount: formatAmount(amount, scale),
  });
}
