import { formatAmount, least, minus, type MinorUnits, negate, plus, present, RewardsError, ZERO } from '../../kernel';
import type { Book, EntryContext } from '../book';
import type { CommandOf } from '../command';
import { type Allocation, type Entry, freeOf, isDue, type Posted } from '../state';
import { expireLot } from './expire';

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
 * same transaction; with a grace period it goes into a lot of its own instead.
 */
function giveBack(book: Book, { entry, allocations }: Posted, context: EntryContext): Posted {
  const taken = allocations.filter((part) => part.amount < 0n);
  const late = taken.filter((part) => isDue(book.lot(part.lotId), book.now));
  const grace = book.rules.reversalGrace;
  const graced = grace === null ? [] : late;
  const returned = taken.filter((part) => !graced.includes(part));
  const forNewLot = negate(graced.reduce((sum, part) => plus(sum, part.amount), ZERO));
  const posted = book.post(
    {
      type: 'reversal',
      amount: negate(entry.amount),
      spent: negate(entry.spent),
      allocations: returned.map((part) => ({
        lotId: part.lotId,
        holdId: null,
        amount: negate(part.amount),
        held: ZERO,
      })),
      ...(grace !== null && forNewLot > 0n ? { opens: { amount: forNewLot, expiresAt: book.now + grace } } : {}),
      reversesId: entry.id,
    },
    context,
  );
  if (grace === null) for (const part of late) expireLot(book, part.lotId, posted.entry.id);
  return posted;
}

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
  const taken = takes.reduce((sum, take) => plus(sum, take.amount), ZERO);
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
