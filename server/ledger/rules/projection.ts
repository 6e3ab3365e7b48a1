import { invariant, type Milliseconds, minus, type MinorUnits, negate, plus, present, ZERO } from '../../kernel';
import {
  type Allocation,
  type Entry,
  freeOf,
  type Hold,
  type HoldPart,
  isDue,
  type Lot,
  type OpenItem,
  type Posted,
} from '../state';
import { Shortfalls } from './shortfall';

type HoldHead = Omit<Hold, 'parts'>;

/**
 * What the ledger says an account, its lots, holds and open items are (L31): fed with the account's rows in order, it
 * keeps what a posting would have left. The second way to the same figures, beside the draft's; the model test holds the
 * two against each other.
 */
export class Projection {
  balance = ZERO;
  held = ZERO;
  lifetimeEarned = ZERO;
  lifetimeSpent = ZERO;
  sequence = 0;
  lastPostedAt = 0;
  lastHash: string | null = null;
  readonly lots = new Map<string, Lot>();
  readonly holds = new Map<string, HoldHead>();
  readonly openItems = new Map<string, OpenItem>();
  /** What spends took, and what was reversed: it says to whom belongs what comes back (L43). */
  private readonly takings: Posted[] = [];
  /** Hold → lot → what the hold has of it. */
  private readonly parts = new Map<string, Map<string, MinorUnits>>();

  add(posted: Posted): void {
    const { entry, allocations } = posted;
    this.balance = plus(this.balance, entry.amount);
    this.held = plus(this.held, entry.held);
    this.lifetimeEarned = plus(this.lifetimeEarned, entry.earned);
    this.lifetimeSpent = plus(this.lifetimeSpent, entry.spent);
    this.sequence = entry.sequence;
    this.lastPostedAt = entry.postedAt;
    this.lastHash = entry.hash;
    if (entry.lotOpened > 0n) this.lots.set(entry.id, lotOf(entry));
    for (const part of allocations) this.move(part);
    if (entry.holdId !== null) this.moveHold(entry, entry.holdId);
    if (entry.shortfall > 0n) this.openItems.set(entry.id, itemOf(entry));
    if (entry.settlesId !== null) this.settle(entry.settlesId, negate(entry.amount));
    if (entry.type === 'reversal' || entry.amount < 0n) this.takings.push(posted);
  }

  /** L24. What the next grants have to pay off. */
  get arrears(): MinorUnits {
    return [...this.openItems.values()]
      .filter((item) => item.policy === 'arrears')
      .reduce((sum, item) => plus(sum, item.remaining), ZERO);
  }

  /** The first instant at which something falls due. */
  get nextDueAt(): Milliseconds | null {
    const instants = [
      ...[...this.lots.values()].filter((lot) => freeOf(lot) > 0n).map((lot) => lot.expiresAt),
      ...[...this.holds.values()].filter((hold) => hold.status === 'open').map((hold) => hold.expiresAt),
    ].filter((instant) => instant !== null);
    return instants.reduce<number | null>((first, at) => (first === null || at < first ? at : first), null);
  }

  /** What could be spent at an instant, once everything that was due by then had been settled (L4, L14, L20, L43). */
  availableAt(now: Milliseconds): MinorUnits {
    const live = [...this.lots.values()].filter((lot) => !isDue(lot, now));
    const liveIds = new Set(live.map((lot) => lot.id));
    const shortfalls = new Shortfalls(this.openItems.values(), this.takings);
    let available = live.reduce((sum, lot) => plus(sum, freeOf(lot)), ZERO);
    for (const { lotId, held } of this.lapsedAt(now)) {
      const settled = shortfalls.settle(lotId, held).reduce((sum, { amount }) => plus(sum, amount), ZERO);
      if (liveIds.has(lotId)) available = plus(available, minus(held, settled));
    }
    return available;
  }

  /** What holds past their time-out give back, in the order in which they do. */
  private lapsedAt(now: Milliseconds): HoldPart[] {
    const lapsed = [...this.holds.values()].filter((hold) => hold.status === 'open' && isDue(hold, now));
    return lapsed
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((hold) => [...(this.parts.get(hold.id) ?? [])].reverse())
      .map(([lotId, held]) => ({ lotId, held }));
  }

  private move(part: Allocation): void {
    const lot = this.lots.get(part.lotId);
    invariant(lot !== undefined, `a row moves the lot ${part.lotId}, which no earlier row opened`);
    this.lots.set(lot.id, {
      ...lot,
      remaining: plus(lot.remaining, part.amount),
      held: plus(lot.held, part.held),
    });
    if (part.holdId === null) return;
    const parts = this.parts.get(part.holdId) ?? new Map<string, MinorUnits>();
    parts.set(part.lotId, plus(parts.get(part.lotId) ?? ZERO, part.held));
    this.parts.set(part.holdId, parts);
  }

  private moveHold(entry: Entry, holdId: string): void {
    if (entry.type === 'reserve') {
      this.holds.set(holdId, {
        id: holdId,
        accountId: entry.accountId,
        amount: entry.held,
        captured: ZERO,
        released: ZERO,
        status: 'open',
        expiresAt: entry.expiresAt,
      });
      return;
    }
    const hold = this.holds.get(holdId);
    invariant(hold !== undefined, `a row moves the hold ${holdId}, which no earlier row opened`);
    const captured = plus(hold.captured, entry.type === 'deduct' ? negate(entry.amount) : ZERO);
    const released = plus(hold.released, entry.type === 'release' ? negate(entry.held) : ZERO);
    const isOver = captured + released === hold.amount;
    this.holds.set(holdId, { ...hold, captured, released, status: isOver ? statusAfter(entry) : 'open' });
  }

  private settle(itemId: string, amount: MinorUnits): void {
    const item = this.openItems.get(itemId);
    invariant(item !== undefined, `a row pays off ${itemId}, which no earlier row left open`);
    this.openItems.set(itemId, { ...item, remaining: minus(item.remaining, amount) });
  }
}

/** How a hold ended, told by the row that ended it: a release along with a capture belongs to the capture. */
function statusAfter(entry: Entry): Hold['status'] {
  if (entry.type === 'deduct' || entry.causeId !== null) return 'captured';
  return entry.terms === null ? 'expired' : 'released';
}

const lotOf = (entry: Entry): Lot => ({
  id: entry.id,
  accountId: entry.accountId,
  earnedAt: entry.effectiveAt,
  expiresAt: entry.expiresAt,
  amount: entry.lotOpened,
  remaining: entry.lotOpened,
  held: ZERO,
});

const itemOf = (entry: Entry): OpenItem => ({
  id: entry.id,
  accountId: entry.accountId,
  policy: present(entry.policy, `the policy of the shortfall ${entry.id}`),
  amount: entry.shortfall,
  remaining: entry.shortfall,
});
