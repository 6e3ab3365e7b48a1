import type { Desk, OrderOutcome } from './desk';
import { type EarningTerms, type Order, planWave } from './rules';

/**
 * Earns for orders as if they came one after the other, in as few postings together as give the same (see `planWave`).
 *
 * @param orders oldest first, at most one chunk
 * @returns one outcome an order, not in the order of the orders
 * @throws UNKNOWN_CURRENCY; a refusal of a single order is its outcome
 */
export async function earnOrders(
  desk: Desk,
  readTerms: () => Promise<EarningTerms>,
  orders: readonly Order[],
): Promise<OrderOutcome[]> {
  const done: OrderOutcome[] = [];
  let waiting = orders;
  while (waiting.length > 0) {
    const terms = await readTerms();
    const { steps, later } = planWave(waiting, terms, await desk.recordOf(waiting, terms));
    const { outcomes, again } = await desk.carryOut(steps, terms);
    done.push(...outcomes);
    waiting = [...again, ...later];
  }
  return done;
}
