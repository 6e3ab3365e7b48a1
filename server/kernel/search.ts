/** How text is searched for and sorted, alike on every database: without regard to case, and by code points. */
import type { Knex } from 'knex';
import type { Db, Dialect } from './dialect';

/** Stands before a character that a pattern would otherwise take for a wildcard. */
const LIKE_ESCAPE = '!';

/** A LIKE pattern that finds what holds a text, whatever stands in it. */
const likePattern = (term: string): string => `%${term.replace(/[!%_]/g, (sign) => LIKE_ESCAPE + sign)}%`;

/** Text without regard to case, accents and width: "Åsa" and "asa" are one. */
export function fold(text: string): string {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  // By way of capitals: ß and ss, ς and σ are one each.
  return plain.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** A handle is often typed with its sign, which is no part of it. */
export const withoutSign = (term: string): string => term.replace(/^@(?=.)/, '');

/**
 * The condition that folded text holds what is searched for: what members are found by is stored folded.
 *
 * @param column as SQL, with its table where that is needed
 */
export function holdsFolded(db: Db, dialect: Dialect, column: string, term: string): Knex.Raw {
  // Both sides are folded; MySQL's own folding would find more than that.
  const collation = dialect === 'mysql' ? 'COLLATE utf8mb4_bin' : '';
  return db.raw(`${column} LIKE ? ${collation} ESCAPE '${LIKE_ESCAPE}'`, [likePattern(fold(term))]);
}

/**
 * A GLOB pattern that finds what holds a text. SQLite's LIKE and LOWER know the case of ASCII only; a GLOB may name both
 * cases of each letter.
 */
const globPattern = (term: string): string => `*${Array.from(term, globOf).join('')}*`;

function globOf(character: string): string {
  if ('*?['.includes(character)) return `[${character}]`;
  const cases = [character.toLowerCase(), character.toUpperCase()].filter((one) => Array.from(one).length === 1);
  const forms = [...new Set([character, ...cases])];
  return forms.length > 1 ? `[${forms.join('')}]` : character;
}

/**
 * The condition that a column holds a text, in either case. Accents count.
 *
 * @param column as SQL, with its table where that is needed
 */
export function holdsText(db: Db, dialect: Dialect, column: string, term: string): Knex.Raw {
  if (dialect === 'sqlite') return db.raw(`${column} GLOB ?`, [globPattern(term)]);
  if (dialect === 'postgres') return db.raw(`${column} ILIKE ? ESCAPE '${LIKE_ESCAPE}'`, [likePattern(term)]);
  const exact = `LOWER(CONVERT(${column} USING utf8mb4)) COLLATE utf8mb4_bin`;
  return db.raw(`${exact} LIKE LOWER(CONVERT(? USING utf8mb4)) COLLATE utf8mb4_bin ESCAPE '${LIKE_ESCAPE}'`, [
    likePattern(term),
  ]);
}

const ULID_PART = /^[0-9A-HJKMNP-TV-Z]+$/i;
const ULID_LENGTH = 26;
/** Fewer characters of an id are the same in every row. */
const LEAST_OF_AN_ID = 6;

/**
 * The end of ids that a text may be: pages show the last characters of an id, behind an ellipsis. Null for a text that
 * ends no id.
 */
export function idEndingIn(text: string): string | null {
  const end = text.replace(/^…/, '');
  if (end.length < LEAST_OF_AN_ID || end.length > ULID_LENGTH || !ULID_PART.test(end)) return null;
  return end.toUpperCase();
}

/** The ids that begin as a text does, from the first to the last; null for a text that begins no id. */
export function idsBeginningWith(text: string): readonly [string, string] | null {
  if (text.length < LEAST_OF_AN_ID || text.length > ULID_LENGTH || !ULID_PART.test(text)) return null;
  const start = text.toUpperCase();
  return [start.padEnd(ULID_LENGTH, '0'), start.padEnd(ULID_LENGTH, 'Z')];
}
