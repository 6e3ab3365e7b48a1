import { sha256 } from '../kernel';

/** Longest content that stands in a key as it is, in characters. */
const READABLE = 120;

/** A line's content, in as many characters as fit into a key: longer ones are told apart by their hash. */
export const shortContent = (content: string): string => (content.length > READABLE ? sha256(content) : content);

/** The idempotency key of an order that has an id. The currency is part of it: an order may earn in several. */
export const orderKey = (currency: string, orderId: string): string => `order/${currency}/${orderId}`;

/** The idempotency key of an order without an id: its short content, and which of the equal ones it is. */
export const contentKey = (currency: string, content: string, occurrence: number): string =>
  `line/${currency}/${content}#${occurrence}`;

/**
 * Numbers equal contents 1, 2, 3 …, so that two orders whose lines are the same to the letter stay two orders, and are
 * the same two when the history is read again. Equal contents have the same time, so it forgets at each new one.
 */
export function createOccurrences(): (at: number, content: string) => number {
  let current: number | undefined;
  const seen = new Map<string, number>();
  return (at, content) => {
    if (at !== current) seen.clear();
    current = at;
    const occurrence = (seen.get(content) ?? 0) + 1;
    seen.set(content, occurrence);
    return occurrence;
  };
}
