import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock, Dialect, Milliseconds } from '../../kernel';
import type { Selection } from './selection';
import { countSelected } from './selection-store';

/** A row is posted at most this long before it can be seen: how long its transaction may stay open to be counted at once. */
const SETTLED_AFTER: Milliseconds = 10 * 60 * 1000;
/** A count is taken anew when it is so old: what was posted by a longer transaction is counted from then on. */
const LASTS: Milliseconds = 10 * 60 * 1000;
/** Selections that are remembered; the ones that were not asked for the longest are forgotten first. */
const MOST_REMEMBERED = 500;

interface Settled {
  /** Rows posted before it were counted. */
  readonly before: Milliseconds;
  readonly rows: Promise<number>;
  readonly takenAt: Milliseconds;
}

/**
 * Counts the rows of selections. Rows are only ever added, at the end of time: how many of a selection were posted before an
 * instant does not change, so it is counted once and later pages count only what came since.
 */
export class RowCounts {
  private readonly settled = new Map<string, Settled>();

  constructor(
    private readonly db: Knex,
    private readonly dialect: Dialect,
    private readonly clock: Clock,
  ) {}

  async count(selection: Selection): Promise<number> {
    const { before, rows } = this.settledOf(selection);
    const since = { ...selection, from: Math.max(before, selection.from ?? before) };
    const isOver = selection.to !== null && selection.to <= before;
    const late = isOver ? 0 : await countSelected(this.db, this.dialect, since);
    return (await rows) + late;
  }

  private settledOf(selection: Selection): Settled {
    const key = keyOf(selection);
    const now = this.clock.now();
    const known = this.settled.get(key);
    // Set again, so that the map stands in the order of use.
    this.settled.delete(key);
    const fits = known && known.takenAt <= now && now - known.takenAt < LASTS;
    const settled = fits ? known : this.take(key, selection, now);
    this.settled.set(key, settled);
    const oldest = this.settled.keys().next();
    if (this.settled.size > MOST_REMEMBERED && !oldest.done) this.settled.delete(oldest.value);
    return settled;
  }

  private take(key: string, selection: Selection, takenAt: Milliseconds): Settled {
    const before = takenAt - SETTLED_AFTER;
    const rows = countSelected(this.db, this.dialect, { ...selection, to: Math.min(before, selection.to ?? before) });
    // A count that failed is asked for again.
    rows.catch(() => this.settled.delete(key));
    return { before, rows, takenAt };
  }
}

/** A search may name thousands of accounts. */
const keyOf = (selection: Selection): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...selection, currencies: undefined }))
    .digest('base64');
