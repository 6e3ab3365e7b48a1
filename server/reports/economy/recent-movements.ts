import type { Knex } from 'knex';
import { ECONOMY_DAYS } from '../../contract';
import { type Clock, DAY, type Dialect, type Milliseconds } from '../../kernel';
import { Settled } from '../settled';
import { type Movements, readMovements } from './economy-store';

/** How long ago the figures of what was issued and redeemed begin. */
const ECONOMY_LASTS: Milliseconds = ECONOMY_DAYS * DAY;

/**
 * What the rows of the last `ECONOMY_DAYS` times 24 hours did, by currency and day; a day may come in several parts. Whole days
 * that are settled are read once and not at every look at the page.
 */
export class RecentMovements {
  private readonly settled: Settled<Movements[]>;

  constructor(
    private readonly db: Knex,
    private readonly dialect: Dialect,
    clock: Clock,
  ) {
    this.settled = new Settled(clock, 1);
  }

  async upTo(now: Milliseconds): Promise<Movements[]> {
    const start = now - ECONOMY_LASTS;
    const firstDay = Math.ceil(start / DAY) * DAY;
    const { before, value } = this.settled.of(String(firstDay), (instant) => this.read(firstDay, instant));
    const parts = await Promise.all([this.read(start, firstDay), value, this.read(before, null)]);
    return parts.flat();
  }

  private read(since: Milliseconds, before: Milliseconds | null): Promise<Movements[]> {
    return readMovements(this.db, this.dialect, since, before);
  }
}
