import { LIMITS, type TraceDto } from '../contract';
import { present, RewardsError } from '../kernel';
import { toAllocationDto, toEntryDto } from './dto';
import type { Engine } from './engine';
import { rulesOf } from './rulebook';
import { findAllocations, findEntries } from './store/entry-store';
import { toEntryQuery } from './posting/validate';

/**
 * L12. Follows a posting's points: the rows that opened the lots it touched, what it moved in them, and what later rows
 * did with the same lots.
 *
 * @throws ENTRY_NOT_FOUND
 */
export async function trace(engine: Engine, query: { readonly entryId: string }): Promise<TraceDto> {
  const { entryId } = toEntryQuery(query);
  const db = engine.transactions.current() ?? engine.db;
  const rulebook = await engine.rulebook();
  const [entry] = await findEntries(db, [entryId]);
  if (!entry) throw new RewardsError('ENTRY_NOT_FOUND', { entryId });
  const { scale } = rulesOf(rulebook, entry.currency);
  const own = await findAllocations(db, 'entry_id', [entryId]);
  const lotIds = [...new Set([...(entry.lotOpened > 0n ? [entry.id] : []), ...own.map((part) => part.lotId)])];
  const touching = await findAllocations(db, 'lot_id', lotIds);
  const rows = await findEntries(db, [...new Set([...lotIds, ...touching.map((part) => part.entryId)])]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rowOf = (id: string) => present(byId.get(id), `the ledger row ${id}, of which the allocations are there,`);
  const later = touching
    .filter((part) => rowOf(part.entryId).sequence > entry.sequence)
    .sort((a, b) => rowOf(a.entryId).sequence - rowOf(b.entryId).sequence);
  return {
    entry: toEntryDto(entry, scale),
    origins: lotIds.map((id) => toEntryDto(rowOf(id), scale)),
    allocations: own.map((part) => toAllocationDto(part, entry, scale)),
    later: later.slice(0, LIMITS.trace).map((part) => toAllocationDto(part, rowOf(part.entryId), scale)),
    truncated: later.length > LIMITS.trace,
  };
}
