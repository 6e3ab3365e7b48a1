/**
 * How members are searched and sorted by name. No two databases fold or order text alike (SQLite folds ASCII only, MySQL
 * takes ß for ss, PostgreSQL goes by its locale), so both are done here once, when a member is written.
 */
import { fold } from '../kernel/search';

/** Who is to be found. */
export interface Named {
  readonly name?: string | null;
  readonly handle?: string | null;
  readonly email?: string | null;
}

/** What the members' room keeps of it, by column. */
export interface SearchKeys {
  readonly search_text: string;
  readonly sort_name: string | null;
}

/** Characters of a name that decide its place; those that are equal so far follow each other by id. */
const SORTED_CHARACTERS = 40;
/** A character has at most four bytes, a byte two digits. */
export const SORT_KEY_LENGTH = SORTED_CHARACTERS * 8;

/**
 * The place of a text among others, as hexadecimal digits of its folded bytes: those stand in the same order whatever the
 * collation of the database.
 */
export function sortKeyOf(text: string): string {
  const start = Array.from(fold(text.trim())).slice(0, SORTED_CHARACTERS).join('');
  return Buffer.from(start, 'utf8').toString('hex');
}

/** A member goes by their name, else by their handle. */
export function searchKeysOf({ name, handle, email }: Named): SearchKeys {
  return {
    search_text: [name, handle, email].map((text) => fold(text ?? '')).join('\n'),
    sort_name: sortKeyOf(name ?? '') || sortKeyOf(handle ?? '') || null,
  };
}
