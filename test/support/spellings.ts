/** Spellings of an id that a database might take for it, and that are none of its (L40). */

const swapCase = (id: string): string =>
  Array.from(id, (sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase())).join('');

const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', n: 'ñ', o: 'ó', u: 'ú', c: 'ç', y: 'ý' };
const ACCENTS = /[aeinoucy]/i;

/** With an accent on one letter; a letter that has none in the id gets a combining accent at its end. */
function accented(id: string): string {
  const plain = ACCENTS.exec(id)?.[0];
  if (plain === undefined) return `${id}\u0301`;
  const accent = ACCENTED[plain.toLowerCase()] ?? plain;
  return id.replace(plain, plain === plain.toLowerCase() ? accent : accent.toUpperCase());
}

/** Every other spelling, by what is different in it. */
export function otherSpellings(id: string): readonly (readonly [how: string, spelling: string])[] {
  return [
    ['in another case', swapCase(id)],
    ['with a blank behind', `${id} `],
    ['with an accent', accented(id)],
    ['with a soft hyphen', `${id}\u00ad`],
  ];
}
