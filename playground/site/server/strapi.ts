/** What the site's server asks of Strapi: who somebody is, by their session, and what the shop does, by its token. */
const PATIENCE = 10_000;

/** An answer that is no success, as the browser is told of it. */
export class ShopRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Strapi {
  /** The shop's number of whoever is signed in, which is their user's documentId. @throws ShopRefusal */
  customerOf(authorization: string | undefined): Promise<string>;
  /** Sends something in the name of the shop. @throws ShopRefusal */
  asShop<T>(path: string, body: object): Promise<T>;
}

interface Answer {
  readonly data?: unknown;
  readonly documentId?: string;
  readonly error?: { readonly message?: string; readonly details?: { readonly code?: string } };
}

export function createStrapi(url: string, shopToken: string): Strapi {
  async function ask(path: string, init: RequestInit): Promise<{ readonly status: number; readonly body: Answer }> {
    try {
      const response = await fetch(`${url}/api${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE) });
      return { status: response.status, body: (await response.json()) as Answer };
    } catch (error) {
      console.error(`The site cannot ask Strapi for ${path}:`, error);
      throw new ShopRefusal(502, 'UNREACHABLE', 'The shop cannot reach the club.');
    }
  }

  return {
    async customerOf(authorization) {
      const { status, body } = authorization
        ? await ask('/users/me', { headers: { authorization } })
        : { status: 401, body: {} };
      if (status !== 200 || body.documentId === undefined)
        throw new ShopRefusal(401, 'NOT_SIGNED_IN', 'Please log in.');
      return body.documentId;
    },

    async asShop<T>(path: string, sent: object): Promise<T> {
      const headers = { authorization: `Bearer ${shopToken}`, 'content-type': 'application/json' };
      const { status, body } = await ask(`/rewards${path}`, { method: 'POST', headers, body: JSON.stringify(sent) });
      if (status === 200) return body.data as T;
      const { message = 'The shop was refused.', details } = body.error ?? {};
      // The token's own trouble is nothing that whoever is signed in could mend by logging in.
      if (status === 401 || status === 403) console.error(`Strapi refuses the shop at ${path}: ${message}`);
      throw new ShopRefusal(status === 401 || status === 403 ? 502 : status, details?.code ?? 'UNKNOWN', message);
    },
  };
}
