import type { Db } from '../../kernel';
import type { Posted, StoredAllocation } from '../state';
import { findAllocations } from '../store/entry-store';
import { findTakenBack } from '../store/shortfall-store';

/**
 * L43. What has to be known before something comes back to lots: whether the grants that opened them were reversed, what
 * those reversals took from which other lots, and likewise of those. Mostly there is no such row, and two looks tell it.
 *
 * @returns rows as `Shortfalls` takes them, with what they moved; each once
 */
export async function readShortfalls(db: Db, lotIds: readonly string[]): Promise<Posted[]> {
  const found = new Map<string, Posted>();
  const seen = new Set(lotIds);
  // Each round looks at lots that no earlier one has seen, so it ends.
  for (let lots = [...seen]; lots.length > 0;) {
    const entries = await findTakenBack(db, lots);
    const allocations = await findAllocations(
      db,
      'entry_id',
      entries.map(({ id }) => id),
    );
    const byEntry = new Map<string, StoredAllocation[]>(entries.map(({ id }) => [id, []]));
    for (const part of allocations) byEntry.get(part.entryId)?.push(part);
    for (const entry of entries) found.set(entry.id, { entry, allocations: byEntry.get(entry.id) ?? [] });
    lots = [...new Set(allocations.map(({ lotId }) => lotId))].filter((lotId) => !seen.has(lotId));
    for (const lotId of lots) seen.add(lotId);
  }
  return [...found.values()];
}
