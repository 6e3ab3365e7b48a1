import { asOfNow, type Db, minus, type MinorUnits, readMinorUnits, ZERO } from '../../kernel';
import { TABLES } from '../schema';
import { readReversed } from './reversal-store';

/** What of a hold was spent, and what of that was given back since (L39). */
export interface Captures {
  /** The first row that captured. */
  readonly captureId: string;
  /** The newest row that gave something back. */
  readonly refundId: string | null;
  /** All that was given back. */
  readonly refunded: MinorUnits;
}

interface CaptureRow {
  readonly holdId: string;
  readonly captureId: string;
  readonly refundId: string | null;
  readonly spent: unknown;
}

/** What became of holds that were captured, by their ids; what nothing was captured of is not there. */
export async function readCaptures(db: Db, holdIds: readonly string[]): Promise<ReadonlyMap<string, Captures>> {
  if (holdIds.length === 0) return new Map();
  const query = db(`${TABLES.entries} as e`)
    .leftJoin(`${TABLES.entries} as v`, 'v.reverses_id', 'e.id')
    .select({ holdId: 'e.hold_id', captureId: 'e.id', refundId: 'v.id', spent: 'v.spent' })
    .whereIn('e.hold_id', [...holdIds])
    .where('e.type', 'deduct')
    .orderBy('e.id');
  const found = new Map<string, Captures>();
  for (const { holdId, captureId, refundId, spent } of (await asOfNow(db, query)) as CaptureRow[]) {
    const before = found.get(holdId) ?? { captureId, refundId: null, refunded: ZERO };
    if (refundId === null) found.set(holdId, before);
    else {
      // Ids sort by the time of their posting. What a reversal takes off what was spent is what it gave back.
      const newest = before.refundId === null || refundId > before.refundId ? refundId : before.refundId;
      found.set(holdId, { ...before, refundId: newest, refunded: minus(before.refunded, readMinorUnits(spent)) });
    }
  }
  return found;
}

/** A row that captured of a hold, and what of it was not given back yet. */
export interface StandingCapture {
  readonly entryId: string;
  readonly left: MinorUnits;
}

/** The rows that captured of a hold, oldest first. */
export async function readStandingCaptures(db: Db, holdId: string): Promise<StandingCapture[]> {
  const query = db(TABLES.entries).select('id', 'spent').where({ hold_id: holdId, type: 'deduct' }).orderBy('id');
  const rows = (await asOfNow(db, query)) as { id: string; spent: unknown }[];
  const reversed = await readReversed(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, spent }) => ({
    entryId: id,
    left: minus(readMinorUnits(spent), reversed.get(id)?.amount ?? ZERO),
  }));
}

/** What was given back of the hold `h` of `attempts`, for a condition: never read, so exact on every database (L3). */
export const REFUNDED_OF_HOLD = `(
  SELECT COALESCE(-SUM(v.spent), 0) FROM ${TABLES.entries} e JOIN ${TABLES.entries} v ON v.reverses_id = e.id
  WHERE e.hold_id = h.id AND e.type = 'deduct')`;
