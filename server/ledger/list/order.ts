import { ENTRY_TYPES, LIMITS, type LedgerSort, type SortOrder } from '../../contract';
import type { Dialect } from '../../kernel';
import type { Sorting } from '../../kernel/query';
import { sortableText } from '../../kernel/search';
import type { Selection } from './selection';

/** One term of an order, in SQL. */
export interface Term {
  readonly sql: string;
  readonly order: SortOrder;
}

/**
 * A part of a list that precedes the next part as a whole. Where an order begins with a question of few answers, each answer
 * is read by itself, so that an index has the rest of the order as it is asked for.
 */
export interface Stratum {
  /** What distinguishes its rows; they are told apart by nothing when there is one stratum. */
  readonly where: { readonly sql: string; readonly bindings: readonly string[] } | null;
  readonly terms: readonly Term[];
  /** Which table beside the ledger's the terms name: the members' as `m`, the currencies' as `c`. */
  readonly joins: 'members' | 'currencies' | null;
}

const term = (sql: string, order: SortOrder): Term => ({ sql, order });
const flipped = ({ sql, order }: Term): Term => term(sql, order === 'ASC' ? 'DESC' : 'ASC');

const NEWEST_FIRST = [term('e.posted_at', 'DESC'), term('e.id', 'DESC')];

/**
 * The order of a list (B7). Rows that are equal in the column follow each other newest first; rows of the same instant are
 * told apart by their ids, which count up. What a row has not got, a lot or a member's name, comes last both ways.
 */
export function strataOf(dialect: Dialect, selection: Selection, { column, order }: Sorting<LedgerSort>): Stratum[] {
  const plain = (where: string | null, ...terms: Term[]): Stratum => ({
    where: where === null ? null : { sql: where, bindings: [] },
    terms,
    joins: null,
  });
  switch (column) {
    case 'posted':
      return [plain(null, term('e.posted_at', order), term('e.id', order))];
    case 'txn':
      return [plain(null, term('e.id', order))];
    case 'type': {
      const types = (selection.types ?? ENTRY_TYPES).toSorted();
      const inOrder = order === 'ASC' ? types : types.toReversed();
      return inOrder.map((type) => ({
        where: { sql: 'e.type = ?', bindings: [type] },
        terms: NEWEST_FIRST,
        joins: null,
      }));
    }
    case 'lot':
      return [
        plain('e.lot_id IS NOT NULL', term('e.lot_id', order), ...NEWEST_FIRST),
        plain('e.lot_id IS NULL', ...NEWEST_FIRST),
      ];
    case 'member': {
      const name = term(sortableText(dialect, 'm.name'), order);
      const named = plain('m.name IS NOT NULL', name, term('m.document_id', 'ASC'), ...NEWEST_FIRST);
      const nameless = plain('m.name IS NULL', term('e.member', 'ASC'), ...NEWEST_FIRST);
      return [named, nameless].map((stratum) => ({ ...stratum, joins: 'members' }));
    }
    case 'amount':
      return [amountStratum(dialect, selection, order)];
  }
}

/** The same list from its other end. */
export const reversed = (strata: readonly Stratum[]): Stratum[] =>
  strata.map((stratum) => ({ ...stratum, terms: stratum.terms.map(flipped) })).toReversed();

/**
 * What an amount is worth by its digits: whole units, then what is left of one. Two integers, because no database's own
 * decimals hold every amount at every scale, and SQLite has none. Both are cut off towards zero, so they sort as the
 * number does.
 */
function amountStratum(dialect: Dialect, { currency, currencies }: Selection, order: SortOrder): Stratum {
  const scales = [...new Set(currencies.map(({ scale }) => scale))];
  if (currency || scales.length <= 1) {
    return { where: null, terms: [term('e.amount', order), ...NEWEST_FIRST], joins: null };
  }
  const unit = (exponent: (scale: number) => number): string => {
    const cases = scales.map((scale) => `WHEN ${scale} THEN ${10 ** exponent(scale)}`);
    return `(CASE c.scale ${cases.join(' ')} END)`;
  };
  const divided = dialect === 'mysql' ? 'DIV' : '/';
  const one = unit((scale) => scale);
  const whole = term(`e.amount ${divided} ${one}`, order);
  const rest = term(`(e.amount % ${one}) * ${unit((scale) => LIMITS.scale - scale)}`, order);
  return { where: null, terms: [whole, rest, ...NEWEST_FIRST], joins: 'currencies' };
}
