/** The shop over HTTP: a few actions and nothing else, for whoever is signed in. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { SHOP_ACTIONS, type ShopAction } from '../shop';
import type { Orders } from './orders';
import { ShopRefusal, type Strapi } from './strapi';

const LONGEST_BODY = 2_000;
const LONGEST_FIELD = 100;
/** 48 bits: whoever met somebody else's number would be told that there is no such order. */
const ORDER_DIGITS = 12;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Body = Readonly<Record<string, unknown>>;

export function answerShop(
  strapi: Strapi,
  orders: Orders,
): (request: IncomingMessage, response: ServerResponse, action: string) => Promise<void> {
  const actions: Record<ShopAction, (customer: string, body: Body) => Promise<object>> = {
    quote: (customer, body) =>
      orders.quote(customer, text(body, 'product'), ifAny(body, 'currency'), ifAny(body, 'amount')),
    place: (customer, body) =>
      orders.place(
        ...([customer, orderId(body), text(body, 'product')] as const),
        'currency' in body ? { currency: text(body, 'currency'), amount: text(body, 'amount') } : null,
      ),
    pay: (customer, body) => orders.pay(customer, orderId(body)),
    cancel: (customer, body) => orders.cancel(customer, orderId(body)),
  };

  return async (request, response, action) => {
    const answer = (status: number, body: object) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        .end(JSON.stringify(body));
    try {
      const known = SHOP_ACTIONS.find((one) => one === action);
      if (!known || request.method !== 'POST') throw new ShopRefusal(404, 'NO_SUCH_ACTION', 'There is nothing here.');
      const body = await readBody(request);
      const customer = await strapi.customerOf(request.headers.authorization);
      answer(200, { data: await actions[known](customer, body) });
    } catch (error) {
      if (!(error instanceof ShopRefusal)) console.error('The shop failed:', error);
      const { status, message, code } =
        error instanceof ShopRefusal ? error : new ShopRefusal(500, 'FAILED', 'Something went wrong.');
      answer(status, { error: { status, message, details: { code } } });
    }
  };
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let read = '';
  for await (const chunk of request.setEncoding('utf8')) {
    read += String(chunk);
    if (read.length > LONGEST_BODY) throw new ShopRefusal(413, 'TOO_LARGE', 'That is too much.');
  }
  try {
    const body: unknown = JSON.parse(read);
    if (typeof body === 'object' && body !== null) return body as Body;
  } catch {
    // Told as anything else that is no object.
  }
  throw new ShopRefusal(400, 'INVALID_INPUT', 'The body must be a JSON object.');
}

function text(body: Body, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_FIELD) return value;
  throw new ShopRefusal(400, 'INVALID_INPUT', `${field} must be a text.`);
}

const ifAny = (body: Body, field: string): string | undefined => (field in body ? text(body, field) : undefined);

/** Made of what the browser makes up once for each order, so that what is sent twice is done once; short, as people read it. */
function orderId(body: Body): string {
  const id = text(body, 'order');
  if (!UUID.test(id)) throw new ShopRefusal(400, 'INVALID_INPUT', 'order must be a UUID.');
  return `WEB-${id.replace(/-/g, '').slice(0, ORDER_DIGITS).toUpperCase()}`;
}
