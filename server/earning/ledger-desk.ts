import type { GrantInput, PostingOutcome } from '../contract';
import { formatAmount, present, RewardsError, toIso } from '../kernel';
import { lockLifetimes, readLifetimeEarned } from '../ledger';
import { lockMembers } from '../members';
import type { Desk, EarningDependencies, OrderOutcome } from './desk';
import { orderValueText } from './order-value';
import { differingField, EARNING_RULE, type EarningTerms, type Order, type Step } from './rules';
import { readGrants, readSkipped, recordSkipped } from './store';

type GrantStep = Extract<Step, { kind: 'grant' | 'replay' }>;

/** Orders from which on a chunk is worth two waves at a time: while the database writes one, the other one is decided. */
const WORTH_PARTING = 100;

/** The desk that posts. */
export function createLedgerDesk(deps: EarningDependencies, source: string): Desk {
  const { db, dialect, transactions } = deps;
  return {
    exclusively: (orders, work) =>
      transactions.run(async (trx) => {
        const inForce = await deps.rules.lock(trx);
        await lockMembers(trx, dialect, membersOf(orders), { skipLocked: false });
        return work(inForce);
      }),

    partsOf(orders) {
      const isOne = orders.length < WORTH_PARTING || dialect === 'sqlite' || transactions.current() !== undefined;
      if (isOne) return [orders];
      const members = membersOf(orders);
      const half = new Set(members.slice(0, Math.ceil(members.length / 2)));
      const parts = [orders.filter(({ member }) => half.has(member)), orders.filter(({ member }) => !half.has(member))];
      return parts.filter((part) => part.length > 0);
    },

    async recordOf(orders, { tierCurrency }) {
      const members = membersOf(orders);
      const trx = transactions.current();
      const readLifetimes = (currency: string) =>
        trx ? lockLifetimes(trx, currency, members) : readLifetimeEarned(db(), currency, members);
      const lifetimeEarned = tierCurrency ? await readLifetimes(tierCurrency) : new Map<string, never>();
      const skipped = await readSkipped(db(), source, orders);
      const granted = await readGrants(
        db(),
        source,
        orders.map(({ key }) => key),
      );
      return { lifetimeEarned, skipped, granted };
    },

    async carryOut(steps, terms) {
      const outcomes: OrderOutcome[] = [];
      const again: Order[] = [];
      const toPost: GrantStep[] = [];
      const toRecord: Order[] = [];
      for (const step of steps) {
        const conflict = step.kind === 'replay' ? conflictOf(step) : null;
        if (conflict) outcomes.push(conflict);
        else if (step.kind !== 'skip') toPost.push(step);
        else {
          outcomes.push({ order: step.order, kind: 'skipped' });
          if (step.isNew) toRecord.push(step.order);
        }
      }
      await recordSkipped(db(), source, toRecord, deps.clock.now());
      const answers =
        toPost.length === 0
          ? []
          : await deps.ledger.postMany(toPost.map((step) => ({ type: 'grant', ...grantOf(step, source, terms) })));
      for (const [index, answer] of answers.entries()) {
        const step = present(toPost[index], 'the posting of an outcome');
        const wasOvertaken = !answer.ok && answer.error.code === 'IDEMPOTENCY_CONFLICT' && step.kind === 'grant';
        if (wasOvertaken) again.push(step.order);
        else outcomes.push(outcomeOf(step, answer));
      }
      return { outcomes, again };
    },
  };
}

const membersOf = (orders: readonly Order[]) => [...new Set(orders.map(({ member }) => member))];

/** The refusal of an order whose key was used for another one. */
export function conflictOf({ order, before }: Extract<Step, { kind: 'replay' }>): OrderOutcome | null {
  const field = differingField(order, before);
  if (field === null) return null;
  const error = new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey: order.key, field }).toDto();
  return { order, kind: 'refused', error };
}

/** A replay tells the ledger what it was told then, so that new wording or another rate never turns it into a conflict. */
function grantOf(step: GrantStep, source: string, terms: EarningTerms): GrantInput {
  const { order } = step;
  const common = {
    member: order.member,
    currency: terms.currency,
    idempotencyKey: order.key,
    source,
    effectiveAt: toIso(order.orderedAt),
  };
  if (step.kind === 'replay') {
    const { reason, rule, eventId, metadata, amount } = step.before;
    return {
      ...common,
      amount: formatAmount(amount, terms.scale),
      ...(reason === null ? {} : { reason }),
      ...(rule === null ? {} : { rule }),
      ...(eventId === null ? {} : { eventId }),
      ...(metadata === null ? {} : { metadata }),
    };
  }
  return {
    ...common,
    amount: formatAmount(step.earned, terms.scale),
    reason: `Earned on ${order.name}`,
    rule: EARNING_RULE,
    eventId: order.eventId,
    metadata: {
      order: orderValueText(order.value),
      rate: terms.rate,
      multiplier: step.multiplier,
      tier: step.tier,
    },
  };
}

function outcomeOf(step: GrantStep, answer: PostingOutcome): OrderOutcome {
  const { order } = step;
  if (!answer.ok) return { order, kind: 'refused', error: answer.error };
  const earned = step.kind === 'replay' ? step.before.amount : step.earned;
  return { order, kind: answer.result.replayed ? 'replayed' : 'granted', earned, entry: answer.result.entry };
}
