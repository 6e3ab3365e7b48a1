import type { Actor, PoolMove } from '../../contract';
import { type IdSource, invariant, isWithinBounds, type Milliseconds, minor, type MinorUnits } from '../../kernel';
import type { Pool, PoolRow } from './pool-store';

/** Why a pool moves. */
export interface PoolCause {
  readonly payout?: string;
  readonly key?: string;
  readonly reason?: string;
  readonly actor?: Actor | null;
}

/** What a move adds to the figures of a pool; `amount` is signed as it changes what is available. */
const FIGURES: Readonly<Record<PoolMove, 'funded' | 'paid'>> = {
  ...{ fund: 'funded', withdraw: 'funded', pay: 'paid', return: 'paid' },
};

/** E14. A pool while it is locked: each move is a row, and its figures are their sums. */
export class PoolAccount {
  readonly rows: PoolRow[] = [];
  private now: Pool;
  private readonly before: Pool;

  constructor(
    pool: Pool,
    private readonly newId: IdSource,
  ) {
    this.now = pool;
    this.before = pool;
  }

  /** Whether there is anything to be written. */
  get isChanged(): boolean {
    return this.now !== this.before;
  }

  get pool(): Pool {
    return this.now;
  }

  /** Whether what is available after a move can be told at all. */
  canTake(amount: MinorUnits): boolean {
    return isWithinBounds(this.now.available + amount) && isWithinBounds(this.now.funded + amount);
  }

  /** @param amount signed: what it adds to what is available */
  move(move: PoolMove, amount: MinorUnits, cause: PoolCause, at: Milliseconds): PoolRow {
    const available = minor(this.now.available + amount);
    invariant(available >= 0n, `the pool ${this.now.code} would hold less than nothing`);
    const figure = FIGURES[move];
    const change = figure === 'paid' ? -amount : amount;
    const row: PoolRow = {
      ...{
        id: this.newId(at),
        pool: this.now.id,
        sequence: this.now.sequence + 1,
        move,
        amount,
        availableAfter: available,
      },
      ...{ payout: cause.payout ?? null, key: cause.key ?? null, reason: cause.reason ?? null },
      ...{ actor: cause.actor ?? null, at },
    };
    this.now = { ...this.now, available, sequence: row.sequence, [figure]: minor(this.now[figure] + change) };
    this.rows.push(row);
    return row;
  }

  /** @param by how many payouts more wait for its money, or fewer */
  wait(by: number): void {
    this.now = { ...this.now, waiting: this.now.waiting + by };
  }
}
