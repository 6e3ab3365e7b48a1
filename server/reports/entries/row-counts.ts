import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock, Dialect, Milliseconds } from '../../kernel';
import { Settled } from '../settled';
import { type Selection, takesWholeAccounts } from './selection';
import { countByAccounts, countSelected } from './selection-store';

const MOST_REMEMBERED = 500;

/** Counts the rows of selections; what is settled is counted once, and later pages count only what came since. */
export class RowCounts {
  private readonly settled: Settled<number>;

  constructor(
    private readonly db: Knex,
    private readonly dialect: Dialect,
    clock: Clock,
  ) {
    this.settled = new Settled(clock, MOST_REMEMBERED);
  }

  async count(selection: Selection): Promise<number> {
    const { before, value } = this.settled.of(keyOf(selection), (instant) => this.countBefore(selection, instant));
    const since = { ...selection, from: Math.max(before, selection.from ?? before) };
    const isOver = selection.to !== null && selection.to <= before;
    const late = isOver ? 0 : await countSelected(this.db, this.dialect, since);
    return (await value) + late;
  }

  private countBefore(selection: Selection, instant: Milliseconds): Promise<number> {
    if (takesWholeAccounts(selection)) return countByAccounts(this.db, selection, instant);
    return countSelected(this.db, this.dialect, { ...selection, to: Math.min(instant, selection.to ?? instant) });
  }
}

/** A search may name thousands of accounts. */
const keyOf = (selection: Selection): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...selection, currencies: undefined }))
    .digest('base64');
