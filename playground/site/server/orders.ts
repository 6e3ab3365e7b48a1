import { type Paid, type Placed, PRODUCTS, type Product, type Quote, REDEEMABLE } from '../shop';
import type { ShopOrderDto, ShopQuoteDto, ShopRedemptionResult } from '../../../server/contract';
import { ShopRefusal, type Strapi } from './strapi';

/** What is to be redeemed, of which currency. */
interface Redeemed {
  readonly currency: string;
  readonly amount: string;
}

interface Order {
  readonly id: string;
  readonly customer: string;
  readonly product: Product;
  readonly redeemed: Redeemed | null;
  /** Known once Strapi has answered. */
  placed: Placed | null;
  /** The same when payment is tried again: the order is earned for once. */
  paidAt: string | null;
}

export interface Orders {
  /** Without a currency: of an order on which nothing is redeemed. Without an amount: as much as possible. */
  quote(customer: string, product: string, currency?: string, amount?: string): Promise<Quote>;
  place(customer: string, id: string, product: string, redeemed: Redeemed | null): Promise<Placed>;
  pay(customer: string, id: string): Promise<Paid>;
  cancel(customer: string, id: string): Promise<object>;
}

/** Orders that are kept at a time; the oldest go. A real shop has a database for them. */
const MOST = 1_000;

/** The shop: decides on prices and whose an order is, and leaves the rest to the rewards. */
export function createOrders(strapi: Strapi): Orders {
  const orders = new Map<string, Order>();

  const productOf = (id: string): Product => {
    const product = PRODUCTS.find((one) => one.id === id);
    if (!product) throw new ShopRefusal(404, 'NO_SUCH_PRODUCT', 'There is no such product.');
    return product;
  };
  const orderOf = (customer: string, id: string): Order => {
    const order = orders.get(id);
    if (order?.customer !== customer) throw new ShopRefusal(404, 'NO_SUCH_ORDER', 'There is no such order.');
    return order;
  };
  const ask = (customer: string, { price }: Product, terms: { currency: string; amount?: string }) =>
    strapi.asShop<ShopQuoteDto>('/redemptions/quote', { externalId: customer, orderAmount: price, ...terms });

  async function quoteWithout(customer: string, product: Product): Promise<Quote> {
    // What the tier takes off is the same in every currency.
    const quote = await ask(customer, product, { currency: REDEEMABLE[0] });
    const toPay = inEuros(inCents(quote.orderAmount) - inCents(quote.tierDiscount));
    return { ...quote, amount: '0', discount: '0.00', remaining: quote.available, toPay };
  }

  function keep(order: Order): void {
    orders.set(order.id, order);
    for (const id of orders.keys()) {
      if (orders.size <= MOST) break;
      orders.delete(id);
    }
  }

  return {
    async quote(customer, product, currency, amount) {
      if (currency === undefined) return quoteWithout(customer, productOf(product));
      return ask(customer, productOf(product), { currency, ...(amount === undefined ? {} : { amount }) });
    },

    async place(customer, id, productId, redeemed) {
      const product = productOf(productId);
      if (!orders.has(id)) keep({ id, customer, product, redeemed, placed: null, paidAt: null });
      const order = orderOf(customer, id);
      if (order.product !== product || JSON.stringify(order.redeemed) !== JSON.stringify(redeemed)) {
        throw new ShopRefusal(409, 'ORDER_CHANGED', 'The order has changed.');
      }
      if (redeemed === null) {
        order.placed = { toPay: (await quoteWithout(customer, product)).toPay, heldUntil: null };
      } else {
        const held = await strapi.asShop<ShopRedemptionResult>('/redemptions', {
          ...{ externalId: customer, orderId: id, orderAmount: product.price },
          ...{ currency: redeemed.currency, amount: redeemed.amount },
        });
        order.placed = { toPay: held.toPay, heldUntil: held.expiresAt };
      }
      return order.placed;
    },

    /** Here a real shop would take the money, between the hold and its capture. */
    async pay(customer, id) {
      const order = orderOf(customer, id);
      if (order.placed === null) throw new ShopRefusal(409, 'NOT_PLACED', 'The order has not been placed.');
      const { toPay } = order.placed;
      order.paidAt ??= new Date().toISOString();
      if (order.redeemed) await strapi.asShop('/redemptions/capture', { orderId: id });
      const { earned, currency } = await strapi.asShop<ShopOrderDto>('/orders', {
        ...{ externalId: customer, orderId: id, amount: toPay, orderedAt: order.paidAt },
      });
      return { paid: toPay, earned, currency };
    },

    async cancel(customer, id) {
      const { redeemed } = orderOf(customer, id);
      if (redeemed) await strapi.asShop('/redemptions/release', { orderId: id });
      orders.delete(id);
      return {};
    },
  };
}

const inCents = (euros: string): bigint => BigInt(euros.replace('.', ''));
const inEuros = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
