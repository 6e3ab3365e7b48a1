import { type EntryType, type LedgerSegment, type MemberId, TYPES_OF_SEGMENT } from '../../contract';
import { type Db, type Dialect, type Milliseconds, RewardsError } from '../../kernel';
import { readCurrencies } from '../../currencies';
import { idEndingIn, idsBeginningWith } from '../../kernel/search';
import { accountsOfMember, accountsOfNamed, type ListedCurrency } from './selection-store';

/** Which rows are asked for, as it was read from a request. */
export interface LedgerRequest {
  readonly segment: LedgerSegment;
  readonly currency?: string | undefined;
  readonly member?: MemberId | undefined;
  readonly search?: string | undefined;
  readonly from?: Milliseconds | undefined;
  readonly to?: Milliseconds | undefined;
}

/** Which rows are asked for, in terms of the ledger's own table. Null restricts nothing. */
export interface Selection {
  /** Every currency that there is. */
  readonly currencies: readonly ListedCurrency[];
  readonly currency: ListedCurrency | null;
  readonly types: readonly EntryType[] | null;
  readonly member: MemberId | null;
  /** The member's accounts. */
  readonly accounts: readonly number[] | null;
  readonly search: Search | null;
  readonly from: Milliseconds | null;
  readonly to: Milliseconds | null;
}

/** A text that is searched for: a row is found by any of these. */
export interface Search {
  readonly term: string;
  /** Ids that begin with the text. */
  readonly ids: readonly [string, string] | null;
  /** How ids end that are shown shortened as the text. */
  readonly idEnd: string | null;
  /**
   * Accounts of the members who are found by it; when they are too many to be named, `all`: the statement finds them at
   * once, or `each`: it asks of every row whose it is.
   */
  readonly accounts: readonly number[] | 'all' | 'each';
}

/**
 * Finds out what a request means.
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function selectionOf(db: Db, dialect: Dialect, request: LedgerRequest): Promise<Selection> {
  const { segment, currency: code, member, search: term, from, to } = request;
  const currencies = await readCurrencies(db);
  const currency = currencies.find((one) => one.code === code) ?? null;
  if (code !== undefined && !currency) throw new RewardsError('UNKNOWN_CURRENCY', { currency: code });
  const accounts = member === undefined ? null : await accountsOfMember(db, member);
  const search = term === undefined ? null : await searchFor(db, dialect, term);
  return {
    currencies,
    currency,
    types: TYPES_OF_SEGMENT[segment],
    member: member ?? null,
    accounts,
    search,
    from: from ?? null,
    to: to ?? null,
  };
}

async function searchFor(db: Db, dialect: Dialect, term: string): Promise<Search> {
  const accounts = (await accountsOfNamed(db, dialect, term)) ?? 'all';
  return { term, ids: idsBeginningWith(term), idEnd: idEndingIn(term), accounts };
}

/** Whether every row of some accounts is asked for, so that their numbers tell how many there are. */
export const takesWholeAccounts = ({ types, search, from, to }: Selection): boolean =>
  types === null && search === null && from === null && to === null;
