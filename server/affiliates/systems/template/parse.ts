/** F6. Reads a request template, when it is saved and before it is rendered. */
import { RewardsError } from '../../../kernel';
import { parseBody } from './parse-body';
import { parseHeaders } from './parse-headers';
import { parseUrl } from './parse-url';
import { complainer } from './pieces';
import type { Part, PlacedMacro, RequestTemplate, TemplateProblem, TemplateText } from './template';

export type ParsedTemplate = { readonly template: RequestTemplate } | { readonly problems: readonly TemplateProblem[] };

/** F6. A template, or all that is wrong with it, in the order of its fields. */
export function parseTemplate(text: TemplateText): ParsedTemplate {
  const problems: TemplateProblem[] = [];
  const url = parseUrl(text.url, complainer(problems, 'url'));
  const body = parseBody(text, complainer(problems, 'body'));
  const headers = parseHeaders(text.headers, problems);
  if (problems.length > 0) return { problems };
  const used = [...url, ...body, ...headers.flatMap(({ parts }) => parts)].filter(isMacro).map(({ macro }) => macro);
  const secrets = used.flatMap((macro) => (macro.of === 'secret' ? [macro.name] : []));
  const { method, format } = text;
  const sampleUrl = url.map((part) => (isMacro(part) ? 'x' : part)).join('');
  const names = { macros: distinct(used.map(nameOf)), secrets: distinct(secrets) };
  return { template: { method, format, url, sampleUrl, body, headers, ...names } };
}

/**
 * F6. A template that must be one.
 *
 * @throws INVALID_INPUT with the first of its problems
 */
export function requireTemplate(text: TemplateText): RequestTemplate {
  const parsed = parseTemplate(text);
  if ('template' in parsed) return parsed.template;
  const [first] = parsed.problems;
  throw new RewardsError('INVALID_INPUT', first && { field: first.field, problem: first.problem });
}

const isMacro = (part: Part): part is PlacedMacro => typeof part !== 'string';

/** A macro as it stands between its braces. */
function nameOf(macro: PlacedMacro['macro']): string {
  if (macro.of === 'field') return macro.name;
  return [macro.of, ...(macro.of === 'secret' ? [macro.name] : macro.path)].join('.');
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
