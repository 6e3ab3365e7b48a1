/** What the site's pages and its shop's server say to each other. Amounts are decimal strings, of euros where nothing else is said. */
import type { DecimalString, IsoInstant } from '../../server/contract';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly price: DecimalString;
}

/** What a browser says about a price is not asked for: the server takes it from here. */
export const PRODUCTS: readonly Product[] = [
  { id: 'mug', name: 'Enamel mug', about: 'Holds 350 ml, survives a fall.', price: '18.00' },
  { id: 'daypack', name: 'Daypack, 18 litres', about: 'Recycled nylon, 480 g.', price: '89.00' },
  { id: 'tour', name: 'Walking tour for two', about: 'Three hours, in a town of yours.', price: '129.50' },
];

/** The currencies that can be redeemed, by their codes. */
export const REDEEMABLE = ['credits', 'points'] as const;

export interface Quote {
  readonly currency: string;
  readonly orderAmount: DecimalString;
  readonly tierDiscount: DecimalString;
  /** In the redeemed currency: the most that can be redeemed, what would be, and what would be left. */
  readonly redeemable: DecimalString;
  readonly amount: DecimalString;
  readonly remaining: DecimalString;
  readonly discount: DecimalString;
  readonly toPay: DecimalString;
}

export interface Placed {
  readonly toPay: DecimalString;
  /** Until when the redeemed amount is kept; null where nothing is redeemed. */
  readonly heldUntil: IsoInstant | null;
}

export interface Paid {
  readonly paid: DecimalString;
  /** What the order earned, in the currency with this code. */
  readonly earned: DecimalString;
  readonly currency: string;
}

/** Paths of the shop's server, each a POST of whoever is signed in. */
export const SHOP_ACTIONS = ['quote', 'place', 'pay', 'cancel'] as const;
export type ShopAction = (typeof SHOP_ACTIONS)[number];
