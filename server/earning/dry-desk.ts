import type { MemberId } from '../contract';
import { minor, type MinorUnits, ZERO } from '../kernel';
import type { Desk, EarningDependencies, OrderOutcome } from './desk';
import { conflictOf } from './ledger-desk';
import { orderValueText } from './order-value';
import type { GrantOnRecord, Order } from './rules';

/**
 * The desk of a dry run: reads the ledger and keeps in memory what it would have written.
 *
 * @param real the desk whose records the run starts from
 */
export function createDryDesk(real: Desk, { rules }: Pick<EarningDependencies, 'rules'>): Desk {
  const granted = new Map<string, GrantOnRecord>();
  const gained = new Map<MemberId, MinorUnits>();

  return {
    exclusively: async (_, work) => work({ rules: await rules.current(), rulebook: await rules.rulebook() }),
    partsOf: (orders) => [orders],

    async recordOf(orders, terms) {
      const record = await real.recordOf(orders, terms);
      const lifetimeEarned = new Map(record.lifetimeEarned);
      for (const { member } of orders) {
        lifetimeEarned.set(member, minor((record.lifetimeEarned.get(member) ?? ZERO) + (gained.get(member) ?? ZERO)));
      }
      const known = new Map(record.granted);
      for (const { key } of orders) {
        const before = granted.get(key);
        if (before) known.set(key, before);
      }
      return { ...record, lifetimeEarned, granted: known };
    },

    carryOut(steps, terms) {
      const outcomes = steps.map((step): OrderOutcome => {
        const { order } = step;
        if (step.kind === 'skip') return { order, kind: 'skipped' };
        if (step.kind === 'replay') {
          return conflictOf(step) ?? { order, kind: 'replayed', earned: step.before.amount, entry: null };
        }
        granted.set(order.key, wouldBe(order, step.earned));
        if (terms.tierCurrency === terms.currency) {
          gained.set(order.member, minor((gained.get(order.member) ?? ZERO) + step.earned));
        }
        return { order, kind: 'granted', earned: step.earned, entry: null };
      });
      return Promise.resolve({ outcomes, again: [] });
    },
  };
}

const wouldBe = (order: Order, amount: MinorUnits): GrantOnRecord => ({
  member: order.member,
  amount,
  orderedAt: order.orderedAt,
  reason: null,
  rule: null,
  eventId: null,
  metadata: { order: orderValueText(order.value) },
});
