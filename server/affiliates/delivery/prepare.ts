import { AFFILIATE_SIGNATURE, type AffiliateSystemSettings } from '../../contract';
import type { Clock, Milliseconds } from '../../kernel';
import { savedPayloadText } from '../money';
import type { StoredEvent } from '../record/event-store';
import type { ValidSecret } from '../systems/secrets-source';
import type { AffiliateSystem } from '../systems/system-store';
import {
  createRedactor,
  type MacroValues,
  type Redact,
  renderRequest,
  requireTemplate,
  type RequestTemplate,
  type ShownRequest,
} from '../systems/template';
import type { Outgoing } from './send';
import { signatureHeaders } from './sign';

/** F6. The request of an event: as it is sent, and as it is shown (F11). */
export interface Prepared {
  readonly outgoing: Outgoing;
  readonly shown: ShownRequest;
  /** Takes secrets out of whatever comes back. */
  readonly redact: Redact;
}

/** Why an event makes no request. */
export interface Unprepared {
  readonly problem: string;
  readonly message: string;
}

export interface PrepareDependencies {
  readonly clock: Clock;
  /** F11. Those that are used now, the newest of each name first. */
  secretsOf(system: AffiliateSystem): Promise<readonly ValidSecret[]>;
}

/** F6, F8. Makes the request of an event, signed where the system wants that. */
export async function prepare(
  deps: PrepareDependencies,
  system: AffiliateSystem,
  stored: StoredEvent,
): Promise<Prepared | Unprepared> {
  const secrets = await deps.secretsOf(system);
  const rendered = renderRequest(templateOf(system.settings), valuesOf(stored, newestOf(secrets)));
  if ('problem' in rendered) return rendered;
  const { outgoing, shown } = withOwnBody(rendered, stored);
  const signing = secrets.filter(({ name }) => name === AFFILIATE_SIGNATURE).map(({ secret }) => secret);
  if (system.settings.signed && signing.length === 0) {
    return {
      problem: 'NO_SECRET',
      message: `${system.name} wants signed requests, and there is no secret "${AFFILIATE_SIGNATURE}".`,
    };
  }
  const headers = webhookHeaders(stored.event.id, deps.clock.now(), outgoing, system.settings.signed ? signing : []);
  return {
    outgoing: { ...outgoing, headers: { ...outgoing.headers, ...headers } },
    shown: { ...shown, headers: { ...shown.headers, ...headers } },
    redact: createRedactor(secrets.map(({ secret }) => secret)),
  };
}

const templates = new WeakMap<AffiliateSystemSettings, RequestTemplate>();

/** Read once for as long as the system is set up so. */
function templateOf(settings: AffiliateSystemSettings): RequestTemplate {
  const known = templates.get(settings);
  if (known) return known;
  const { bodyFormat: format, ...template } = settings.template;
  const read = requireTemplate({ ...template, format });
  templates.set(settings, read);
  return read;
}

function newestOf(secrets: readonly ValidSecret[]): Record<string, string> {
  const newest: Record<string, string> = {};
  for (const { name, secret } of secrets) if (!Object.hasOwn(newest, name)) newest[name] = secret;
  return newest;
}

function valuesOf({ event, delivery, link }: StoredEvent, secrets: Readonly<Record<string, string>>): MacroValues {
  const { id: eventId, externalId, kind, createdAt, userId, transactionId, accountId, actionId, clickId, tid } = event;
  const { type, pid, amount, currency } = delivery;
  return {
    ...{ eventId, externalId, type, kind, createdAt, userId, transactionId, accountId, actionId, clickId, tid },
    ...{ pid: pid ?? link?.pid ?? null, amount, currency },
    link: link?.externalId ?? null,
    linkPayload: link?.payload ?? null,
    // F3. What would be sent as it is, without what the event says about itself.
    payload: savedPayloadText({ payload: event.payload, requestBody: null }),
    secrets,
  };
}

interface Pair {
  readonly outgoing: Outgoing;
  readonly shown: ShownRequest;
}

/** F1. A body that came with the event goes as it is, in place of the template's. */
function withOwnBody({ outgoing, shown }: Pair, { event: { requestBody } }: StoredEvent): Pair {
  if (requestBody === null || outgoing.method === 'GET') return { outgoing, shown };
  const type = { 'content-type': isJson(requestBody) ? 'application/json' : 'application/x-www-form-urlencoded' };
  return {
    outgoing: { ...outgoing, body: Buffer.from(requestBody), headers: { ...outgoing.headers, ...type } },
    shown: { ...shown, body: requestBody, headers: { ...shown.headers, ...type } },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const NOTHING = new Uint8Array();

/** F8. The same id with each try, so that a system can tell a second one. */
function webhookHeaders(
  id: string,
  at: Milliseconds,
  { body }: Outgoing,
  signing: readonly string[],
): Readonly<Record<string, string>> {
  if (signing.length > 0) return { ...signatureHeaders({ id, at, body: body ?? NOTHING }, signing) };
  return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at / 1_000)) };
}
