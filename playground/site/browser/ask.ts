/** Questions to Strapi's content API and to the site's shop, which answer alike. */
import type { ShopAction } from '../shop';
import { found } from './el';
import { endSession, sessionToken } from './session';

const STRAPI = found<HTMLMetaElement>('meta[name=strapi]').content;

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** Nobody is signed in, or not any more. */
export class SignedOut extends Error {}

/** What went wrong, for whoever it went wrong for. A mistake of ours is logged. */
export function sentenceFor(error: unknown): string {
  if (error instanceof SignedOut) return 'Your session has ended: please log in again.';
  if (error instanceof Refusal) return error.message;
  console.error(error);
  return 'Something went wrong on our side.';
}

/** What is sent, with headers that can be added to. */
type Question = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

interface Answer<T> {
  readonly data: T;
  readonly meta: { readonly pagination: Pagination };
  readonly error?: { readonly message: string; readonly details?: { readonly code?: string } };
}
export interface Pagination {
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
}

async function send<T>(url: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Refusal(0, 'UNREACHABLE', 'The club cannot be reached. Are you online?');
  }
  const body = (await response.json().catch(() => ({}))) as Partial<Answer<unknown>>;
  if (response.ok) return body as T;
  const { message = 'Something went wrong on our side.', details } = body.error ?? {};
  throw new Refusal(response.status, details?.code, message);
}

/** What everybody may read: without a token, so that no browser asks beforehand and every cache may answer. */
export const read = <T>(path: string): Promise<Answer<T>> => send(`${STRAPI}/api${path}`);

export const logIn = (identifier: string, password: string): Promise<{ readonly jwt: string }> =>
  send(`${STRAPI}/api/auth/local`, asJson('POST', { identifier, password }));

/** In the name of whoever is signed in. @throws SignedOut */
async function sendSigned<T>(url: string, init: Question = {}): Promise<T> {
  const token = sessionToken();
  if (token === null) throw new SignedOut();
  try {
    const { data } = await send<Answer<T>>(url, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
    return data;
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 401)) throw error;
    endSession();
    throw new SignedOut();
  }
}

export const readOwn = <T>(path: string): Promise<T> => sendSigned(`${STRAPI}/api/rewards${path}`);

export const change = <T>(path: string, body: object): Promise<T> =>
  sendSigned(`${STRAPI}/api/rewards${path}`, asJson('PUT', body));

/** At the shop of the site's own server, which holds the shop's token. */
export const shop = <T>(action: ShopAction, body: object): Promise<T> =>
  sendSigned(`/shop/${action}`, asJson('POST', body));

const asJson = (method: string, body: object): Question => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** Strapi's file, wherever it keeps it. */
export const fileUrl = (url: string): string => new URL(url, STRAPI).href;
