/** F6. The body of a template: JSON or a form with macros for values. */
import { type Complain, type Piece, piecesOf } from './pieces';
import { requireNoBraces } from './parse-url';
import type { Place } from './places';
import { type Part, TEMPLATE_LIMITS, type TemplateText } from './template';

/** What can stand in a form as it goes out. */
const NO_FORM = /[^\x21-\x7e]/;

export function parseBody({ method, format, body }: TemplateText, complain: Complain): Part[] {
  const { body: most } = TEMPLATE_LIMITS;
  if (method === 'GET' && format !== 'none') complain(null, 'cannot be sent with GET.');
  else if (format === 'none' && body !== '') complain(null, 'must be empty when the request has none.');
  else if (body.length > most) complain(null, `must have at most ${most} characters.`);
  else if (format === 'json') return jsonParts(body, complain);
  else if (format === 'form') return formParts(piecesOf(body, complain), complain);
  return [];
}

function formParts(pieces: readonly Piece[], complain: Complain): Part[] {
  requireNoBraces(pieces, complain);
  for (const piece of pieces) {
    const wrong = 'text' in piece ? piece.text.search(NO_FORM) : -1;
    if (wrong >= 0) complain(piece.at + wrong, 'must be percent-encoded, such as "click={click_id}&name=a%20b".');
  }
  return pieces.map((piece) => ('text' in piece ? piece.text : { macro: piece.macro, place: 'component' }));
}

function jsonParts(body: string, complain: Complain): Part[] {
  const problems: Parameters<Complain>[] = [];
  const note: Complain = (...problem) => void problems.push(problem);
  const parts = placedInJson(piecesOf(body, note), note);
  // Without the macros that are wrong it would be none in any case.
  if (problems.length === 0 && !isJson(parts.map(filledIn).join(''))) {
    note(null, 'is no JSON when its macros are filled in.');
  }
  for (const problem of problems) complain(...problem);
  return parts;
}

/** Where a macro stands in JSON follows from the quotes before it. */
function placedInJson(pieces: readonly Piece[], complain: Complain): Part[] {
  let isInString = false;
  let isEscaped = false;
  return pieces.map((piece): Part => {
    if (!('text' in piece)) {
      if (isEscaped) complain(piece.at, `has a backslash before {${piece.name}}.`);
      isEscaped = false;
      return { macro: piece.macro, place: isInString ? 'json-text' : 'json-value' };
    }
    for (const sign of piece.text) {
      if (!isEscaped && sign === '"') isInString = !isInString;
      isEscaped = isInString && !isEscaped && sign === '\\';
    }
    return piece.text;
  });
}

const FILLINGS: Readonly<Partial<Record<Place, string>>> = { 'json-text': 'x', 'json-value': 'null' };
const filledIn = (part: Part): string => (typeof part === 'string' ? part : (FILLINGS[part.place] ?? ''));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Where V8 stopped reading is of no use: it counts in the text that is filled in.
    return false;
  }
}
