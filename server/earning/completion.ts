import type { MemberId } from '../contract';
import { lockLifetimes, readReversed } from '../ledger';
import { lockMembers } from '../members';
import type { EarningDependencies } from './desk';
import { againKey, orderKey } from './order-key';
import type { Order } from './rules';
import { findOrderGrant } from './store';

/** How one completion of an order is known, and how a person recognises it. */
export type Completion = Pick<Order, 'key' | 'name'>;

interface OrderOf {
  readonly currency: string;
  readonly orderId: string;
  readonly source: string;
}

export const firstCompletion = ({ currency, orderId }: Pick<OrderOf, 'currency' | 'orderId'>): Completion => ({
  key: orderKey(currency, orderId),
  name: `order ${orderId}`,
});

/**
 * L38. Runs work for an order that is said to have been completed again: for a second completion if nothing stays earned of
 * the first one, else for the first one. Nobody refunds it meanwhile.
 */
export function inCompletion<T>(
  { db, dialect, transactions, rules }: EarningDependencies,
  { currency, orderId, source, member }: OrderOf & { readonly member: MemberId },
  work: (completion: Completion) => Promise<T>,
): Promise<T> {
  return transactions.run(async (trx) => {
    const first = firstCompletion({ currency, orderId });
    await rules.lock(trx);
    await lockMembers(trx, dialect, [member], { skipLocked: false });
    await lockLifetimes(trx, currency, [member]);
    const grant = await findOrderGrant(db(), source, first.key);
    // Of somebody else, it is another order under the same id.
    if (grant?.member !== member) return work(first);
    const reversed = (await readReversed(db(), [grant.entryId])).get(grant.entryId);
    if (reversed?.amount !== grant.amount) return work(first);
    return work({ key: againKey(currency, orderId), name: `order ${orderId}, completed again` });
  });
}
