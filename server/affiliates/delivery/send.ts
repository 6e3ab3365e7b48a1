/** F10, F13. One request to an affiliate system, and what came of it. */
import http from 'node:http';
import https from 'node:https';
import type { Milliseconds } from '../../kernel';
import type { Agents } from './agents';
import { guardedLookup, type Resolve } from './lookup';
import { readAnswer } from './read-answer';
import { failureOf, SendFailure, type SendProblem } from './send-failure';
import { type GuardRefusal, type GuardRules, hostOf, judgeUrl } from './url-guard';

export const SEND_LIMITS = {
  /** From the first look at the name to the last byte of the answer. */
  deadline: 15_000 as Milliseconds,
  /** Bytes of an answer's headers. */
  headers: 16_384,
  /** Answers of status 1xx before the one that counts. */
  interim: 16,
} as const;

/** What of an answer's headers is looked at. */
const KEPT_HEADERS = ['content-type', 'retry-after', 'location'] as const;

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** By name; their values go out in UTF-8. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** What all requests of this process share. */
export interface Way {
  readonly rules: GuardRules;
  readonly agents: Agents;
  /** The system's resolver unless it is said otherwise. */
  readonly resolve?: Resolve;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Partial<Record<(typeof KEPT_HEADERS)[number], string>>>;
  /** The beginning of it, as text. */
  readonly body: string;
  /** Whether the body is all there: else it was longer than is read, or broke off. The status holds nevertheless. */
  readonly isWhole: boolean;
  readonly durationMs: Milliseconds;
}

export interface Unanswered {
  readonly problem: SendProblem;
  /** For the page; names the host and nothing that was sent. */
  readonly message: string;
  /** Why the guard stopped it, where it did. */
  readonly refusal: GuardRefusal | null;
  readonly durationMs: Milliseconds;
}

export type Sent = Answer | Unanswered;

export interface Patience {
  readonly deadline?: Milliseconds;
  /** Gives it up, when the host stops. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one request. No redirect is followed. A time-out is one also when the status is there and the body is not.
 *
 * A connection that was kept and turns out to be closed is no answer: the request then goes out once more, on a new one.
 *
 * @returns also what the other side does wrong
 * @throws what is wrong with the request itself
 */
export async function send(way: Way, outgoing: Outgoing, patience: Patience = {}): Promise<Sent> {
  const begun = performance.now();
  const took = () => ({ durationMs: Math.round(performance.now() - begun) });
  const verdict = judgeUrl(outgoing.url, way.rules);
  if ('refusal' in verdict) return { ...blockedBy(verdict.refusal), ...took() };
  const host = hostOf(verdict.url);
  const end = new End(host, patience);
  try {
    return { ...(await exchange(way, outgoing, { url: verdict.url, end })), ...took() };
  } catch (error) {
    const { problem, message, refusal } = failureOf(end.failure ?? error, host);
    return { problem, message, refusal, ...took() };
  } finally {
    end.clear();
  }
}

const blockedBy = (refusal: GuardRefusal): Omit<Unanswered, 'durationMs'> => ({
  problem: 'BLOCKED',
  message: `Nothing is sent to this address (${refusal}).`,
  refusal,
});

/** What ends a request before its answer does: time, or the host. */
class End {
  /** Null until it comes. Made only then: an error notes where it was made, which costs more than all else here. */
  failure: SendFailure | null = null;
  private request: http.ClientRequest | undefined;
  private readonly timer: NodeJS.Timeout;
  private readonly stop = () => this.come('STOPPED', 'The request was given up, because the server stops.');

  private readonly signal: AbortSignal | undefined;

  constructor(host: string, { deadline = SEND_LIMITS.deadline, signal }: Patience) {
    this.signal = signal;
    const late = `${host} had not answered in full after ${deadline} ms.`;
    this.timer = setTimeout(() => this.come('TIMEOUT', late), deadline);
    signal?.addEventListener('abort', this.stop);
    if (signal?.aborted) this.stop();
  }

  /** Gives a request up when the end comes, and at once where it has come. */
  watch(request: http.ClientRequest): void {
    this.request = request;
    if (this.failure) request.destroy(this.failure);
  }

  /** @throws SendFailure when it has come */
  requireTime(): void {
    if (this.failure) throw this.failure;
  }

  clear(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.stop);
  }

  private come(problem: SendProblem, message: string): void {
    this.failure ??= new SendFailure(problem, message);
    this.request?.destroy(this.failure);
  }
}

interface Target {
  readonly url: URL;
  readonly end: End;
}

type Exchanged = Omit<Answer, 'durationMs'>;

async function exchange(way: Way, outgoing: Outgoing, target: Target): Promise<Exchanged> {
  const response = await headOf(way, outgoing, target);
  const { text, isWhole } = await readAnswer(response);
  target.end.requireTime();
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(kept), body: text, isWhole };
}

async function headOf(way: Way, outgoing: Outgoing, target: Target): Promise<http.IncomingMessage> {
  try {
    return await ask(way, outgoing, { ...target, agents: way.agents.kept });
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return ask(way, outgoing, { ...target, agents: way.agents.fresh });
  }
}

/** A connection that was kept had been closed, or was closed just then: nothing came back. */
class StaleConnection extends Error {}

interface Connection extends Target {
  readonly agents: Agents['kept'];
}

/** Sends the request, and waits for the head of its answer. */
function ask(way: Way, { method, headers, body }: Outgoing, connection: Connection): Promise<http.IncomingMessage> {
  const { url, end, agents } = connection;
  return new Promise((answered, failed) => {
    const isSecure = url.protocol === 'https:';
    const request = (isSecure ? https : http).request(url, {
      method,
      headers: headersOf(headers, body),
      agent: agents[isSecure ? 'https:' : 'http:'],
      lookup: guardedLookup(way.rules.allowLoopback, way.resolve),
      maxHeaderSize: SEND_LIMITS.headers,
    });
    end.watch(request);
    let readBefore = 0;
    request.once('socket', ({ bytesRead }) => (readBefore = bytesRead));
    let isAnswered = false;
    request.once('response', (response) => {
      isAnswered = true;
      answered(response);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isSilent = (request.socket?.bytesRead ?? 0) === readBefore;
      const isClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      const isStale = request.reusedSocket && isSilent && isClosed && !end.failure;
      failed(isStale ? new StaleConnection() : error);
    });
    limitInterim(request, () => failed(new SendFailure('ANSWER', `${hostOf(url)} never comes to its answer.`)));
    // After an answer of status 101 there is nothing but this.
    request.once('close', () => {
      if (!isAnswered) failed(new SendFailure('ANSWER', `${hostOf(url)} ended without an answer.`));
    });
    request.end(body ?? undefined);
  });
}

/** @param giveUp called first, because an answer can be among the bytes that are being read */
function limitInterim(request: http.ClientRequest, giveUp: () => void): void {
  let interim = 0;
  request.on('information', () => {
    interim += 1;
    if (interim <= SEND_LIMITS.interim) return;
    giveUp();
    request.destroy();
  });
}

/** Values go out as UTF-8, which Node takes as the bytes of a Latin-1 text. */
function headersOf(given: Outgoing['headers'], body: Outgoing['body']): Record<string, string> {
  const all = {
    'user-agent': 'strapi-plugin-rewards',
    accept: '*/*',
    ...lowerCased(given),
    'accept-encoding': 'identity',
  };
  return body ? { ...all, 'content-length': String(body.byteLength) } : all;
}

const lowerCased = (headers: Outgoing['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Buffer.from(value).toString('latin1')]),
  );
