import { type Milliseconds, RewardsError } from '../../kernel';
import type { AccountDraft, EntryContext } from './account-draft';
import type { Command } from '../posting/command';
import { termsOf } from '../posting/replay';
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
 * Decides one posting on its account's draft: settles what is due, then does what is asked, or refuses and leaves the
 * draft as it was (L9, L30).
 */
export function decide(draft: AccountDraft, command: Command): Decision {
  return draft.attempt(() => {
    requirePast(command, draft.now);
    settle(draft);
    const first = draft.posted.length;
    const primary = execute(draft, command, contextOf(command, termsOf(command, draft.rules.scale), draft.now));
    return { primary, caused: draft.posted.slice(first).filter((posted) => posted !== primary) };
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

function execute(draft: AccountDraft, command: Command, context: EntryContext): Posted {
  switch (command.type) {
    case 'grant':
      return grant(draft, command, context);
    case 'deduct':
      return deduct(draft, command, context);
    case 'reserve':
      return reserve(draft, command, context);
    case 'capture':
      return capture(draft, command, context);
    case 'release':
      return release(draft, command, context);
    case 'reverse':
      return reverse(draft, command, context);
    case 'adjust':
      return adjust(draft, command, context);
  }
}
