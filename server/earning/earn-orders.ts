import { settleAll } from '../kernel';
import type { RulesInForce } from '../members';
import type { Desk, OrderOutcome } from './desk';
import { type EarningTerms, type Order, planWave } from './rules';

type TermsOf = (inForce: RulesInForce) => EarningTerms;

/**
 * Earns for orders as if they came one after the other, in as few postings together as give the same (see `planWave`).
 *
 * @param orders oldest first, at most one chunk
 * @returns one outcome an order, not in the order of the orders
 * @throws UNKNOWN_CURRENCY; a refusal of a single order is its outcome
 */
export async function earnOrders(desk: Desk, termsOf: TermsOf, orders: readonly Order[]): Promise<OrderOutcome[]> {
  const parts = desk.partsOf(orders);
  return (await settleAll(parts.map((part) => earnPart(desk, termsOf, part)))).flat();
}

async function earnPart(desk: Desk, termsOf: TermsOf, orders: readonly Order[]): Promise<OrderOutcome[]> {
  const done: OrderOutcome[] = [];
  let waiting = orders;
  while (waiting.length > 0) {
    const wave = waiting;
    const { outcomes, left } = await desk.exclusively(wave, async (inForce) => {
      const terms = termsOf(inForce);
      const { steps, later } = planWave(wave, terms, await desk.recordOf(wave, terms));
      const carried = await desk.carryOut(steps, terms);
      return { outcomes: carried.outcomes, left: [...carried.again, ...later] };
    });
    done.push(...outcomes);
    waiting = left;
  }
  return done;
}
