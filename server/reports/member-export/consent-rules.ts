/**
 * B14. What the export of the directory shows of a member:
 *
 * - with a public profile their id, name, handle and last visit;
 * - with a public profile under an alias the same without the name;
 * - otherwise nothing but figures: an anonymous row, so that sums over the file are right;
 * - their email never.
 *
 * A search finds members by what the file shows of them. It would otherwise tell whose the anonymous figures are.
 */
import type { ConsentsDto, DirectoryRowDto } from '../../contract';
import { fold } from '../../kernel/search';

export type Shown = { readonly [K in 'id' | 'name' | 'handle' | 'lastSeenAt']: string | null };

const NOTHING: Shown = { id: null, name: null, handle: null, lastSeenAt: null };

export function shownOf(
  { id, name, handle, lastSeenAt }: Pick<DirectoryRowDto, 'id' | 'name' | 'handle' | 'lastSeenAt'>,
  { publicProfile, alias }: Pick<ConsentsDto, 'publicProfile' | 'alias'>,
): Shown {
  if (!publicProfile) return NOTHING;
  return { id, name: alias ? null : name, handle, lastSeenAt };
}

export function isFoundBy({ name, handle }: Shown, search: string | undefined): boolean {
  if (search === undefined) return true;
  return [name, handle].some((text) => text !== null && fold(text).includes(fold(search)));
}
