import { type EntryRelation, type RelatedEntryDto, RELATED_ENTRIES } from '../../contract';
import { formatAmount, toIso } from '../../kernel';
import type { Entry } from '../../ledger';
import type { TouchingRow } from './related-store';

/** How a row belongs to the one that is told of; the closest tie where there are several. */
function relationOf(entry: Entry, other: TouchingRow): EntryRelation {
  if (other.id === entry.reversesId) return 'reverses';
  if (other.reversesId === entry.id) return 'reversed-by';
  if (other.id === entry.settlesId) return 'settles';
  if (other.settlesId === entry.id) return 'settled-by';
  if (other.id === entry.causeId) return 'caused-by';
  if (other.causeId === entry.id) return 'caused';
  return entry.holdId !== null && other.holdId === entry.holdId ? 'same-hold' : 'same-lot';
}

/**
 * The related rows of an entry, oldest first. Rows that name each other come before those that only share a lot, when there
 * are more than a page holds.
 */
export function relatedRows(
  entry: Entry,
  found: readonly TouchingRow[],
  scale: number,
): { readonly related: RelatedEntryDto[]; readonly moreRelated: boolean } {
  const distinct = [...new Map(found.map((row) => [row.id, row])).values()];
  const kept = distinct
    .map((row) => ({ row, relation: relationOf(entry, row) }))
    .toSorted((a, b) => Number(a.relation === 'same-lot') - Number(b.relation === 'same-lot'))
    .slice(0, RELATED_ENTRIES)
    .toSorted((a, b) => a.row.sequence - b.row.sequence);
  const related = kept.map(({ row, relation }) => ({
    relation,
    id: row.id,
    type: row.type,
    amount: formatAmount(row.amount, scale),
    held: formatAmount(row.held, scale),
    postedAt: toIso(row.postedAt),
  }));
  return { related, moreRelated: distinct.length > kept.length };
}
