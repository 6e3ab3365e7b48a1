import { type Milliseconds, RewardsError } from '../../kernel';
import type { Book, EntryContext } from '../book';
import type { Command } from '../command';
import { termsOf } from '../replay';
import type { Posted } from '../state';
import { contextOf } from './context';
import { adjust, grant } from './grant';
import { capture, release, reserve } from './hold';
import { reverse } from './reverse';
import { settle } from './settle';
import { deduct } from './spend';

/** What a posting wrote: its own row and those along with it. */
export interface Decision {
  readonly primary: Posted;
  readonly caused: readonly Posted[];
}

/**
 * Decides one posting on its account's book: settles what is due, then does what is asked, or refuses and leaves the
 * book as it was (L9, L30).
 */
export function decide(book: Book, command: Command): Decision {
  return book.attempt(() => {
    requirePast(command, book.now);
    settle(book);
    const first = book.posted.length;
    const primary = execute(book, command, contextOf(command, termsOf(command, book.rules.scale), book.now));
    return { primary, caused: book.posted.slice(first).filter((posted) => posted !== primary) };
  });
}

/** L6, L42. What takes effect may lie in the past, and ahead only as far as a clock may be. */
export function requirePast(
  { effectiveAt, clockSkew }: Pick<Command, 'effectiveAt' | 'clockSkew'>,
  now: Milliseconds,
): void {
  if (effectiveAt === undefined || effectiveAt <= now + clockSkew) return;
  throw new RewardsError('IN_THE_FUTURE', { field: 'effectiveAt' });
}

function execute(book: Book, command: Command, context: EntryContext): Posted {
  switch (command.type) {
    case 'grant':
      return grant(book, command, context);
    case 'deduct':
      return deduct(book, command, context);
    case 'reserve':
      return reserve(book, command, context);
    case 'capture':
      return capture(book, command, context);
    case 'release':
      return release(book, command, context);
    case 'reverse':
      return reverse(book, command, context);
    case 'adjust':
      return adjust(book, command, context);
  }
}
