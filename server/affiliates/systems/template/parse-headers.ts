/** F6. The headers of a template: a fixed name, and a value with macros. */
import { complainer, piecesOf } from './pieces';
import { type Part, TEMPLATE_LIMITS, type TemplateProblem, type TemplateText } from './template';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** What the sender itself says, or what would make two requests of one. */
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|accept-encoding|proxy-.*|webhook-(id|timestamp|signature))$/i;

type Header = TemplateText['headers'][number];

export function parseHeaders(headers: TemplateText['headers'], problems: TemplateProblem[]) {
  const { headers: most } = TEMPLATE_LIMITS;
  if (headers.length > most) {
    complainer(problems, 'headers')(null, `must be at most ${most}.`);
    return [];
  }
  return headers.map((header, index) => {
    const problem = problemOfName(header, headers.slice(0, index));
    if (problem !== null) complainer(problems, `headers.${index}.name`)(null, problem);
    return { name: header.name, parts: parseValue(header.value, complainer(problems, `headers.${index}.value`)) };
  });
}

function problemOfName({ name }: Header, before: readonly Header[]): string | null {
  const { headerName: most } = TEMPLATE_LIMITS;
  if (name.length > most) return `must have at most ${most} characters.`;
  if (!TOKEN.test(name)) return 'must be the name of a header, such as "X-Token", without macros.';
  if (RESERVED.test(name)) return `cannot be ${name}: the sender says that itself.`;
  return before.some((other) => other.name.toLowerCase() === name.toLowerCase()) ? 'is there twice.' : null;
}

function parseValue(value: string, complain: ReturnType<typeof complainer>): Part[] {
  const { headerValue: most } = TEMPLATE_LIMITS;
  const control = value.search(/\p{Cc}/u);
  if (value.length > most) complain(null, `must have at most ${most} characters.`);
  else if (control >= 0) complain(control, 'must hold no line breaks and other control characters.');
  return piecesOf(value, complain).map((piece) =>
    'text' in piece ? piece.text : { macro: piece.macro, place: 'header' },
  );
}
