import type { SpendOrder } from '../../contract';
import { invariant, least, type Milliseconds, type MinorUnits, present, ZERO } from '../../kernel';
import { freeOf, isDue, type Lot } from '../state';

type Order = (a: Lot, b: Lot) => number;

const byAge: Order = (a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1);

/** L12. Which of two lots a spend takes first: the older one, or the one that expires sooner and then the older one. */
export const spendOrders: Record<SpendOrder, Order> = {
  oldest: byAge,
  'soonest-expiry': (a, b) =>
    a.expiresAt === b.expiresAt ? byAge(a, b) : (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity),
};

/** So much of a lot. */
export interface Take {
  readonly lotId: string;
  readonly amount: MinorUnits;
}

/**
 * The lots of an account in spend order. Lots are sorted once; what was emptied in front is passed over, so that a
 * thousand spends over ten thousand lots stay cheap.
 */
export class SpendQueue {
  private readonly order: Order;
  private readonly queue: Lot[];
  private front = 0;

  constructor(spendOrder: SpendOrder, lots: Iterable<Lot>) {
    this.order = spendOrders[spendOrder];
    this.queue = [...lots].sort(this.order);
  }

  /** Puts a new lot in its place. */
  add(lot: Lot): void {
    let low = 0;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.order(present(this.queue[middle], 'a lot in the queue'), lot) < 0) low = middle + 1;
      else high = middle;
    }
    this.queue.splice(low, 0, lot);
    this.front = 0;
  }

  /** A lot got something back, or a refused posting was undone: nothing in front can be passed over any more. */
  rewind(): void {
    this.front = 0;
  }

  /**
   * Says which lots give `wanted`, or as much of it as there is, in spend order. Takes nothing itself.
   *
   * @param lots the lots as they are now
   * @param now lots past their expiry give nothing (L14)
   * @param except a lot to leave out
   */
  take(lots: ReadonlyMap<string, Lot>, wanted: MinorUnits, now: Milliseconds, except?: string): Take[] {
    const takes: Take[] = [];
    let missing: bigint = wanted;
    for (let i = this.front; i < this.queue.length && missing > 0n; i += 1) {
      const lotId = present(this.queue[i], 'a lot in the queue').id;
      const lot = lots.get(lotId);
      const free = lot && !isDue(lot, now) ? freeOf(lot) : ZERO;
      if (free === 0n) {
        if (i === this.front) this.front += 1;
      } else if (lotId !== except) {
        const amount = least(free, missing as MinorUnits);
        takes.push({ lotId, amount });
        missing -= amount;
      }
    }
    return takes;
  }

  /** As `take`, where the account's figures say that there is enough. */
  takeAll(lots: ReadonlyMap<string, Lot>, wanted: MinorUnits, now: Milliseconds): Take[] {
    const takes = this.take(lots, wanted, now);
    const found = takes.reduce((sum, part) => sum + part.amount, 0n);
    invariant(found === wanted, `the lots give ${found} of ${wanted} that the account says are available`);
    return takes;
  }
}
