/** F6. The URL of a template: macros in its path and query, and none before. */
import { type Complain, type Piece, piecesOf, sampleOf } from './pieces';
import { type Part, TEMPLATE_LIMITS } from './template';

/** Without a host before it, the first part of the path would be taken for one. */
const SHAPE = /^https?:\/\/([^/?#]+)([^?#]*)([^#]*)(#.*)?$/is;
const EXAMPLE = 'must be an address such as "https://partner.example/postback?click={click_id}".';
/** The URL standard takes some of these out without a word, and the others for something else. */
const STRANGE = /[\s\\\p{Cc}]/u;

/** A macro before the path: in the scheme, the host or the port, or in place of all of them. */
const TOO_EARLY = /^(?:[^/?#]*:\/\/)?[^/?#]*?(?=\{)/;

export function parseUrl(text: string, complain: Complain): Part[] {
  const refusal = refusalOf(text);
  if (refusal) complain(...refusal);
  return refusal ? [] : partsOf(piecesOf(text, complain), complain);
}

function refusalOf(text: string): Parameters<Complain> | null {
  const { url: most } = TEMPLATE_LIMITS;
  if (text.length > most) return [null, `must have at most ${most} characters.`];
  const strange = text.search(STRANGE);
  if (strange >= 0) return [strange, 'must hold no blanks, line breaks and backslashes.'];
  const early = TOO_EARLY.exec(text)?.[0].length;
  if (early !== undefined) return [early, 'has a macro in its scheme, host or port, where none may stand.'];
  const [whole, authority = '', path = '', , fragment] = SHAPE.exec(text) ?? [];
  if (whole === undefined) return [null, EXAMPLE];
  if (authority.includes('@')) return [null, 'must hold no user and password: put them into a header.'];
  if (fragment !== undefined) return [text.indexOf('#'), 'must have no part behind a "#": that is never sent.'];
  return path.split('/').some(isDotSegment) ? [null, 'must hold no "." and ".." as parts of its path.'] : null;
}

function partsOf(pieces: readonly Piece[], complain: Complain): Part[] {
  requireNoBraces(pieces, complain);
  if (!URL.canParse(sampleOf(pieces, 'x'))) complain(null, EXAMPLE);
  return pieces.map((piece) => ('text' in piece ? piece.text : { macro: piece.macro, place: 'component' }));
}

/** In an address or a form a brace is most likely a macro that somebody mistyped. */
export function requireNoBraces(pieces: readonly Piece[], complain: Complain): void {
  for (const piece of pieces) {
    const brace = 'text' in piece ? piece.text.search(/[{}]/) : -1;
    if (brace >= 0) complain(piece.at + brace, 'has a brace that is no macro: write %7B or %7D.');
  }
}

/** What leads upwards in a path, or nowhere, however it is written. */
export const isDotSegment = (segment: string): boolean => /^(\.|%2e){1,2}$/i.test(segment);
