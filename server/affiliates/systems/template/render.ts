/** F6, F11. A template filled in for one event: the request as it is sent, and as it is shown. */
import type { Outgoing } from '../../delivery/send';
import { type MacroValue, type MacroValues, valueOf } from './macros';
import { isDotSegment } from './parse-url';
import { writtenAt } from './places';
import { createRedactor, REDACTED } from './redact';
import { type BodyFormat, type Part, type RequestTemplate, TEMPLATE_LIMITS } from './template';

/** A request without its secrets, for pages, logs and exports. */
export interface ShownRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Why an event makes no request: it would go somewhere else, be too long, or a secret is missing. */
export interface RenderProblem {
  readonly problem: 'PATH' | 'TOO_LONG' | 'NO_SECRET';
  readonly message: string;
}

export type Rendered = { readonly outgoing: Outgoing; readonly shown: ShownRequest } | RenderProblem;

const CONTENT_TYPES: Readonly<Record<BodyFormat, string | null>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  none: null,
};

/** F6, F11. Fills a template in. What is missing renders as nothing, in place of a JSON value as null. */
export function renderRequest(template: RequestTemplate, values: MacroValues): Rendered {
  const missing = template.secrets.find((name) => !Object.hasOwn(values.secrets, name));
  if (missing !== undefined) return { problem: 'NO_SECRET', message: `The secret "${missing}" is not there.` };
  const real = filledIn(template, values, writtenAt);
  const problem = problemOf(real);
  if (problem) return problem;
  const outgoing = { ...real, body: real.body === null ? null : Buffer.from(real.body) };
  const shown = template.secrets.length === 0 ? real : filledIn(template, values, hiddenAt);
  return { outgoing, shown: redacted(shown, Object.values(values.secrets)) };
}

const HIDDEN: MacroValue = { text: REDACTED, json: JSON.stringify(REDACTED) };
/** What stands for a secret is no part of an address, so it is not encoded either. */
const hiddenAt: typeof writtenAt = (place) => (place === 'component' ? REDACTED : writtenAt(place, HIDDEN));

/** @param secretAt how a secret is written: as it is, or hidden */
function filledIn(template: RequestTemplate, values: MacroValues, secretAt: typeof writtenAt): ShownRequest {
  const written = (part: Part): string => {
    if (typeof part === 'string') return part;
    const { macro, place } = part;
    return (macro.of === 'secret' ? secretAt : writtenAt)(place, valueOf(macro, values));
  };
  const text = (parts: readonly Part[]) => parts.map(written).join('');
  const { method, format, url, body } = template;
  const contentType = CONTENT_TYPES[format];
  const headers = new Map(contentType === null ? [] : [['content-type', contentType]]);
  for (const { name, parts } of template.headers) headers.set(name.toLowerCase(), text(parts));
  return {
    method,
    url: text(url),
    headers: Object.fromEntries(headers),
    body: format === 'none' ? null : text(body),
  };
}

function problemOf({ url, headers, body }: ShownRequest): RenderProblem | null {
  const { renderedUrl, renderedBody, renderedHeader } = TEMPLATE_LIMITS;
  const [path = ''] = url.split('?');
  if (path.split('/').some(isDotSegment)) {
    return { problem: 'PATH', message: 'A part of the path would be "." or "..", which leads elsewhere.' };
  }
  const tooLong = (what: string): RenderProblem => ({ problem: 'TOO_LONG', message: `${what} is too long.` });
  if (url.length > renderedUrl) return tooLong('The URL');
  if ((body?.length ?? 0) > renderedBody) return tooLong('The body');
  return Object.values(headers).some(({ length }) => length > renderedHeader) ? tooLong('A header') : null;
}

/** A value of the event can hold a secret too, if it came from where the secret is known. */
function redacted({ method, url, headers, body }: ShownRequest, secrets: readonly string[]): ShownRequest {
  const redact = createRedactor(secrets);
  const shown = Object.entries(headers).map(([name, value]) => [name, redact(value)] as const);
  return { method, url: redact(url), headers: Object.fromEntries(shown), body: body === null ? null : redact(body) };
}
