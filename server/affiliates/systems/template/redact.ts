/** F11. Takes secrets out of what is kept for show: requests, answers, errors. */
import { percentEncoded } from './places';

/** What stands in place of a secret. */
export const REDACTED = '•••';

export type Redact = (text: string) => string;

/**
 * F11. What takes the given secrets out of a text, in the spellings in which they come back: as they are, and as URLs, forms, JSON,
 * HTML and base64 have them, also as a part of something longer in base64.
 *
 * Cut a text after it is redacted, not before: half a secret is not found.
 *
 * @param secrets what must not be seen, of at least six characters each (`SECRET_LIMITS`)
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].filter((spelling) => spelling !== '');
  if (spellings.length === 0) return (text) => text;
  // The longest first, or a part of it would be found and the rest stay.
  const alternatives = spellings.sort((a, b) => b.length - a.length).map(asPattern);
  const pattern = new RegExp(alternatives.join('|'), 'g');
  return (text) => text.replace(pattern, REDACTED);
}

const asPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function spellingsOf(secret: string): string[] {
  const encoded = [percentEncoded(secret), encodeURIComponent(secret), encodeURI(secret)];
  return [
    secret,
    ...[...encoded, ...encoded.map((text) => text.replaceAll('%20', '+'))].flatMap((text) => [text, inLowerCase(text)]),
    ...jsonSpellings(secret),
    ...htmlSpellings(secret),
    ...base64Spellings(secret),
  ];
}

const inLowerCase = (encoded: string): string => encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

/** Some writers escape slashes, some everything that is not ASCII. */
function jsonSpellings(secret: string): string[] {
  const plain = JSON.stringify(secret).slice(1, -1);
  const ascii = plain.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [plain, ascii].flatMap((text) => [text, text.replaceAll('/', '\\/')]);
}

function htmlSpellings(secret: string): string[] {
  const named = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = named.replaceAll('"', '&quot;');
  return [
    named,
    quoted,
    quoted.replaceAll("'", '&#39;'),
    quoted.replaceAll("'", '&#x27;'),
    quoted.replaceAll("'", '&#039;'),
  ];
}

/** Three bytes are four characters, so a secret looks one of three ways, by where it begins in what is encoded. */
function base64Spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const within = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and the last character may hold bits of what stands beside it.
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [bytes.toString('base64'), ...within].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  ]);
}
