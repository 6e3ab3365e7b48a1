import { type Milliseconds, sha256 } from '../kernel';

/** The idempotency key of an order that has an id. The currency is part of it: an order may earn in several. */
export const orderKey = (currency: string, orderId: string): string => `order/${currency}/${orderId}`;

/** The same once it was completed again (L38): a completion of its own, of which there is one. */
export const againKey = (currency: string, orderId: string): string => `again/${currency}/${orderId}`;

/** What tells an order without an id from others. */
export interface OrderWithoutId {
  readonly externalId: string;
  readonly at: Milliseconds;
  /** As `orderValueText` writes it. */
  readonly amount: string;
}

/**
 * L41. The hash of an order's parsed values: the same however its line was spelled, and nothing of the line can be read
 * from it.
 */
export const hashOfOrder = ({ externalId, at, amount }: OrderWithoutId): string =>
  sha256(JSON.stringify([externalId, at, amount]));

/** The idempotency key of an order without an id: its hash, and which of the equal ones it is. */
export const hashKey = (currency: string, hash: string, occurrence: number): string =>
  `line/${currency}/${hash}#${occurrence}`;

/**
 * Numbers equal orders 1, 2, 3 …, so that two orders whose values are the same stay two orders, and are the same two when
 * the history is read again. Equal orders have the same time, so it forgets at each new one.
 */
export function createOccurrences(): (at: Milliseconds, hash: string) => number {
  let current: Milliseconds | undefined;
  const seen = new Map<string, number>();
  return (at, hash) => {
    if (at !== current) seen.clear();
    current = at;
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return occurrence;
  };
}
