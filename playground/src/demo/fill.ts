import { demoClock } from './clock';
import { DAY, DAYS, type Deed, type Happening, isRedeeming, type Redeeming } from './plan';
import { CREDITS, SOURCE, STAFF } from './programme';
import type { Posting, Rewards } from './services';

const iso = (instant: number): string => new Date(instant).toISOString();

/** The year that is filled in. */
export interface YearToFill {
  /** When it began, in milliseconds since 1970; the same when it is gone through again. */
  readonly begin: number;
  /** The members' documentIds. */
  readonly people: readonly string[];
  readonly plan: readonly Happening[];
}

/**
 * Lets the year happen: every happening goes through the engine, at its own time. A year that was broken off can be gone
 * through again from the start: what was posted is found by its key, and nothing is posted twice.
 *
 * @param meanwhile told before each moment how far the year is, and at its end
 */
export async function fillYear(
  rewards: Rewards,
  { begin, people, plan }: YearToFill,
  meanwhile: (instant: number) => Promise<void>,
): Promise<void> {
  const year = new FilledYear(rewards, begin, people);
  try {
    for (const happenings of byMoment(plan)) {
      await meanwhile(begin + happenings[0].at);
      await year.let(happenings);
    }
    await meanwhile(begin + DAYS * DAY);
  } finally {
    demoClock.release();
  }
}

/** What happens at one moment. */
function* byMoment(plan: readonly Happening[]): Generator<readonly Happening[]> {
  for (let start = 0, end = 0; start < plan.length; start = end) {
    while (end < plan.length && plan[end].at === plan[start].at) end += 1;
    yield plan.slice(start, end);
  }
}

/** Whether what was bought with store credit is sent back. */
const comesBack = (orderId: string): boolean => Number(orderId.replace(/\D/g, '')) % 23 === 0;

interface PlannedPosting {
  readonly happening: Happening;
  readonly posting: Posting;
}

class FilledYear {
  /** The ledger's id of what happened, by the plan's key. */
  private readonly entryOf = new Map<string, string>();

  constructor(
    private readonly rewards: Rewards,
    private readonly begin: number,
    private readonly people: readonly string[],
  ) {}

  /** Lets happen what happens at one moment, in the plan's order; what the ledger takes in one go is posted together. */
  async let(happenings: readonly Happening[]): Promise<void> {
    demoClock.set(this.begin + happenings[0].at);
    let together: PlannedPosting[] = [];
    for (const happening of happenings) {
      const { deed } = happening;
      if (deed.do === 'order') await this.order(happening, deed);
      else if (deed.do === 'sweep') await this.rewards.ledger.expireDue();
      else if (deed.do === 'adjust' || isRedeeming(deed)) {
        // It may take what was given a moment ago.
        await this.post(together);
        together = [];
        await (deed.do === 'adjust' ? this.adjust(happening, deed) : this.redeem(happening, deed));
      } else {
        const posting = this.posting(happening, deed);
        if (posting) together.push({ happening, posting });
      }
    }
    await this.post(together);
  }

  private async post(planned: readonly PlannedPosting[]): Promise<void> {
    if (planned.length === 0) return;
    const outcomes = await this.rewards.ledger.postMany(planned.map(({ posting }) => posting));
    for (const [index, outcome] of outcomes.entries()) {
      const { key, deed } = planned[index].happening;
      // The plan spends only what is surely there: a refusal is a mistake in the plan or in the engine.
      if (!outcome.ok) throw new Error(`The demo could not post ${key} (${deed.do}): ${outcome.error.message}`);
      this.entryOf.set(key, outcome.result.entry.id);
    }
  }

  private async order({ at, key, member }: Happening, deed: Extract<Deed, { do: 'order' }>): Promise<void> {
    const { entry } = await this.rewards.earning.forOrder({
      member: this.people[member],
      orderId: deed.orderId,
      amount: deed.amount,
      orderedAt: iso(this.begin + at),
      currency: CREDITS,
    });
    if (entry) this.entryOf.set(key, entry.id);
  }

  private async adjust({ key, member }: Happening, deed: Extract<Deed, { do: 'adjust' }>): Promise<void> {
    await this.rewards.adjustments.post({
      member: this.people[member],
      currency: deed.currency,
      amount: deed.amount,
      reason: deed.reason,
      actor: STAFF[deed.by],
      idempotencyKey: key,
    });
  }

  /** An order that was held for is not held for again when the year is gone through again: meanwhile its hold may be over. */
  private async redeem({ key, member }: Happening, deed: Redeeming): Promise<void> {
    const { redemption, ledger } = this.rewards;
    if (deed.do === 'release') {
      await redemption.release({ orderId: deed.orderId });
      return;
    }
    if (deed.do === 'capture') {
      const { do: _, ...order } = deed;
      const { captureId } = await redemption.capture(order);
      if (captureId === null || !comesBack(order.orderId)) return;
      const refund = { entryId: captureId, idempotencyKey: `${key}-return`, source: SOURCE };
      await ledger.reverse({ ...refund, reason: `Order ${order.orderId} returned`, rule: 'return' });
      return;
    }
    const { do: _, refused, ...order } = deed;
    const input = { member: this.people[member], currency: CREDITS, ...order };
    if (refused === undefined) {
      if (!(await redemption.get({ orderId: order.orderId }))) await redemption.hold(input);
    } else if ((await redemption.list({ orderId: order.orderId })).total === 0) {
      const { code } = (await redemption.hold(input).catch((error: unknown) => error)) as { readonly code?: string };
      if (code !== refused) throw new Error(`The demo could redeem on ${deed.orderId}, against its plan.`);
    }
  }

  private posting(
    { key, member }: Happening,
    deed: Exclude<Deed, Redeeming | { do: 'sweep' | 'order' | 'adjust' }>,
  ): Posting | null {
    const context = { type: deed.do, idempotencyKey: key, source: SOURCE };
    switch (deed.do) {
      case 'grant':
      case 'deduct': {
        const { currency, amount, reason, rule, eventId, expiresAt } = deed;
        const expiry = expiresAt === undefined ? {} : { expiresAt: iso(this.begin + expiresAt) };
        return { ...context, member: this.people[member], currency, amount, reason, rule, eventId, ...expiry };
      }
      case 'reverse': {
        // An order that earned nothing has nothing to take back.
        const entryId = this.entryOf.get(deed.of);
        return entryId === undefined ? null : { ...context, entryId, reason: deed.reason, rule: 'return' };
      }
    }
  }
}
