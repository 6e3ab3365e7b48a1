/**
 * F6. Macros: what a request template has filled in for each event. A macro is a name in braces and nothing else, `{click_id}`; every
 * other brace is itself, so that JSON stays as it is. Who wants a name in braces writes the brace as JSON or the URL does (`\u007b`,
 * `%7B`).
 */
import type { AffiliateMacro } from '../../../contract';
import type { Milliseconds } from '../../../kernel';
import { jsonAt, textOfJson } from './json-text';

/** What the macros of one event stand for; null renders as nothing. */
export interface MacroValues {
  readonly clickId: string | null;
  readonly tid: string | null;
  readonly actionId: string | null;
  readonly pid: string | null;
  readonly externalId: string | null;
  readonly eventId: string;
  readonly type: string;
  readonly kind: string | null;
  /** A decimal string, as it was found (F3). */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly createdAt: Milliseconds;
  readonly userId: string | null;
  readonly transactionId: string | null;
  readonly accountId: string | null;
  readonly link: string | null;
  /** JSON, as it was given. */
  readonly payload: string | null;
  /** The link's payload, as JSON. */
  readonly linkPayload: string | null;
  /** By name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a macro stands for: as text, and as a JSON value. */
export interface MacroValue {
  readonly text: string | null;
  readonly json: string;
}

/** No UTF-8 says half a character. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

const string = (text: string | null): MacroValue => ({
  text,
  json: text === null ? 'null' : JSON.stringify(wellFormed(text)),
});
/** JSON knows no zeros in front. */
const number = (text: string | null): MacroValue => ({ text, json: text?.replace(/^(-?)0+(?=\d)/, '$1') ?? 'null' });

const FIELDS = {
  click_id: ({ clickId }) => string(clickId),
  tid: ({ tid }) => string(tid),
  action_id: ({ actionId }) => string(actionId),
  pid: ({ pid }) => string(pid),
  external_id: ({ externalId }) => string(externalId),
  event_id: ({ eventId }) => string(eventId),
  type: ({ type }) => string(type),
  kind: ({ kind }) => string(kind),
  amount: ({ amount }) => number(amount),
  currency: ({ currency }) => string(currency),
  created_at: ({ createdAt }) => string(new Date(createdAt).toISOString()),
  created_unix: ({ createdAt }) => number(String(Math.floor(createdAt / 1_000))),
  user_id: ({ userId }) => string(userId),
  transaction_id: ({ transactionId }) => string(transactionId),
  account_id: ({ accountId }) => string(accountId),
  link: ({ link }) => string(link),
} satisfies Record<AffiliateMacro, (values: MacroValues) => MacroValue>;

export type Macro =
  | { readonly of: 'field'; readonly name: AffiliateMacro }
  | { readonly of: 'payload' | 'link'; readonly path: readonly string[] }
  | { readonly of: 'secret'; readonly name: string };

const isField = (name: string): name is AffiliateMacro => Object.hasOwn(FIELDS, name);

/** The macro of a name; null: there is none. */
export function readMacro(name: string): Macro | null {
  if (isField(name)) return { of: 'field', name };
  const [of, ...path] = name.split('.');
  if (path.some((part) => part === '')) return null;
  if (of === 'payload' || (of === 'link' && path.length > 0)) return { of, path };
  const [secret, ...more] = path;
  return of === 'secret' && secret !== undefined && more.length === 0 ? { of, name: secret } : null;
}

/** What a macro stands for. */
export function valueOf(macro: Macro, values: MacroValues): MacroValue {
  if (macro.of === 'field') return FIELDS[macro.name](values);
  if (macro.of === 'secret') return string(values.secrets[macro.name] ?? null);
  const json = jsonAt((macro.of === 'payload' ? values.payload : values.linkPayload) ?? 'null', macro.path) ?? 'null';
  return json.startsWith('"') ? string(textOfJson(json)) : { text: textOfJson(json), json };
}
