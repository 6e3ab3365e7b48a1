import { ENTRY_TYPES, type EntryType, type LedgerSort, type SortOrder } from '../../contract';
import type { Dialect } from '../../kernel';
import type { Sorting } from '../../kernel/query';
import { realValue } from '../../kernel/real-value';
import type { Selection } from './selection';
import type { ListedCurrency } from './selection-store';

/** One term of an order, in SQL. */
export interface Term {
  readonly sql: string;
  readonly order: SortOrder;
}

/** Restricts rows, in SQL. */
export interface Condition {
  readonly sql: string;
  readonly bindings: readonly string[];
}

/** Rows of one currency and type, which an index holds in order. Streams are read side by side and merged into a stratum. */
export interface Stream {
  readonly where: Condition;
  /** The order of the stratum, said in the columns of the index. */
  readonly terms: readonly Term[];
  /** What the stratum is ordered by, one for each of its terms: equal terms of two streams may be said differently. */
  readonly keys: readonly string[];
}

/**
 * A part of a list that precedes the next part as a whole. Where an order begins with a question of few answers, each answer
 * is read by itself, so that an index has the rest of the order as it is asked for.
 */
export interface Stratum {
  /** What distinguishes its rows; they are told apart by nothing when there is one stratum. */
  readonly where: Condition | null;
  readonly terms: readonly Term[];
  /** Which table beside the ledger's the terms name: the members' as `m`, the currencies' as `c`. */
  readonly joins: 'members' | 'no-members' | 'currencies' | null;
  /**
   * How a row names its member: by way of its account, whose index leads from a member to their rows and which never goes
   * (L34), or by itself, where all rows are read anyway.
   */
  readonly memberOf: 'a.member' | 'e.member';
  /** Where one index has its rows in order, or none has: empty. */
  readonly streams: readonly Stream[];
}

const term = (sql: string, order: SortOrder): Term => ({ sql, order });
const opposite = (order: SortOrder): SortOrder => (order === 'ASC' ? 'DESC' : 'ASC');
const flipped = ({ sql, order }: Term): Term => term(sql, opposite(order));
const plainly = (sql: string): Condition => ({ sql, bindings: [] });

const NEWEST_FIRST = [term('e.posted_at', 'DESC'), term('e.id', 'DESC')];

/** So many streams are merged at most: with more, a plain sort is no dearer. */
const MOST_STREAMS = 64;

/**
 * The order of a list (B7). Rows that are equal in the column follow each other newest first, those of the same amount only
 * where the amounts fall; rows of the same instant are told apart by their ids, which count up. What a row has not got, a
 * lot or a member's name, comes last both ways.
 */
export function strataOf(dialect: Dialect, selection: Selection, { column, order }: Sorting<LedgerSort>): Stratum[] {
  switch (column) {
    case 'posted': {
      const terms = [term('e.posted_at', order), term('e.id', order)];
      return [{ ...stratum(null, terms), streams: streamsByTime(selection, terms) }];
    }
    case 'txn':
      return [stratum(null, [term('e.id', order)])];
    case 'type': {
      const types = (selection.types ?? ENTRY_TYPES).toSorted();
      return (order === 'ASC' ? types : types.toReversed()).map((type) => ({
        ...stratum({ sql: 'e.type = ?', bindings: [type] }, NEWEST_FIRST),
        streams: streamsByTime({ ...selection, types: [type] }, NEWEST_FIRST),
      }));
    }
    case 'lot':
      return lotStrata(selection, order);
    case 'member': {
      const byName = [term('m.sort_name', order), term('m.document_id', 'ASC'), ...NEWEST_FIRST];
      return [
        { ...stratum(plainly('m.sort_name IS NOT NULL'), byName), joins: 'members' },
        { ...stratum(plainly('m.sort_name IS NULL'), byName), joins: 'members' },
        { ...stratum(null, [term('e.member', 'ASC'), ...NEWEST_FIRST]), joins: 'no-members' },
      ];
    }
    case 'amount':
      return [amountStratum(dialect, selection, order)];
  }
}

/** Which rows name a lot: those that open one, as an adjustment does that adds, and those that write one off. */
const NAMES_A_LOT: Record<EntryType, 'always' | 'sometimes' | 'never'> = {
  grant: 'always',
  expire: 'always',
  adjustment: 'sometimes',
  reversal: 'sometimes',
  deduct: 'never',
  reserve: 'never',
  release: 'never',
};

/** No row is looked for among types that cannot have it: the index of the lots would be read to its end. */
function lotStrata(selection: Selection, order: SortOrder): Stratum[] {
  const types = selection.types ?? ENTRY_TYPES;
  const naming = types.filter((type) => NAMES_A_LOT[type] !== 'never');
  const others = types.filter((type) => NAMES_A_LOT[type] !== 'always');
  const withLot = stratum(plainly('e.lot_id IS NOT NULL'), [term('e.lot_id', order), ...NEWEST_FIRST]);
  const without = stratum(plainly('e.lot_id IS NULL'), NEWEST_FIRST);
  const streams = streamsByTime({ ...selection, types: others }, NEWEST_FIRST, (type) =>
    NAMES_A_LOT[type] === 'never' ? '' : ' AND e.lot_id IS NULL',
  );
  return [...(naming.length > 0 ? [withLot] : []), ...(others.length > 0 ? [{ ...without, streams }] : [])];
}

/** The same list from its other end. */
export const reversed = (strata: readonly Stratum[]): Stratum[] =>
  strata
    .map((one) => ({
      ...one,
      terms: one.terms.map(flipped),
      streams: one.streams.map((stream) => ({ ...stream, terms: stream.terms.map(flipped) })),
    }))
    .toReversed();

const stratum = (where: Condition | null, terms: readonly Term[]): Stratum => ({
  where,
  terms,
  joins: null,
  memberOf: 'a.member',
  streams: [],
});

/**
 * Streams pay where the rows are not found by something narrower: an account, or a text. All rows by time are in an index
 * of their own.
 */
function streamsByTime(
  selection: Selection,
  terms: readonly Term[],
  besides: (type: EntryType) => string = () => '',
): Stream[] {
  if (selection.currency === null && selection.types === null) return [];
  const keys = terms.map(({ sql }) => sql);
  return streamsOf(selection).map(({ type, where }) => ({
    where: { ...where, sql: where.sql + besides(type) },
    terms,
    keys,
  }));
}

interface Kind {
  readonly currency: ListedCurrency;
  readonly type: EntryType;
  readonly where: Condition;
}

function streamsOf({ currencies, currency, types, accounts, search }: Selection): Kind[] {
  if (accounts !== null || search !== null) return [];
  const among: readonly ListedCurrency[] = currency ? [currency] : currencies;
  const kinds = among.flatMap((one) => (types ?? ENTRY_TYPES).map((type) => kindOf(one, type)));
  return kinds.length <= MOST_STREAMS ? kinds : [];
}

const kindOf = (currency: ListedCurrency, type: EntryType): Kind => ({
  currency,
  type,
  where: { sql: 'e.currency = ? AND e.type = ?', bindings: [currency.code, type] },
});

/** By what an amount is worth: of one currency the minor units tell it, of several only their real value does. */
function amountStratum(dialect: Dialect, selection: Selection, order: SortOrder): Stratum {
  // In the direction of the amount: one index is read from either end, and many rows have the same amount.
  const ties = [term('e.posted_at', order), term('e.id', order)];
  const rest = ties.map(({ sql }) => sql);
  const ordered = [term('e.amount', order), ...ties];
  const { currency, currencies } = selection;
  if (currency || new Set(currencies.map(({ scale }) => scale)).size <= 1) {
    const streams = streamsOf(selection).map(({ where }) => ({ where, terms: ordered, keys: ['e.amount', ...rest] }));
    return { ...stratum(null, ordered), streams };
  }
  const [whole, part] = realValue(dialect, 'e.amount', 'c.scale');
  return {
    ...stratum(null, [term(whole, order), term(part, order), ...ties]),
    joins: 'currencies',
    streams: streamsOf(selection).map(({ where, currency: { scale } }) => ({
      where,
      terms: ordered,
      keys: [...realValue(dialect, 'e.amount', String(scale)), ...rest],
    })),
  };
}
