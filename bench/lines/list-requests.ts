import {
  DIRECTORY_SORTS,
  type EndpointName,
  endpointUrl,
  LEDGER_SEGMENTS,
  LEDGER_SORTS,
  type MemberId,
  SORT_ORDERS,
} from '../../server/contract';
import { CURRENCY } from '../bench';
import type { LargeDirectory } from './large-directory';

export const PAGE_SIZE = 25;

/** Requests that share a line of the table. */
export interface RequestGroup {
  readonly name: string;
  readonly requests: readonly ListRequest[];
}

export interface ListRequest {
  readonly name: string;
  readonly path: string;
  /** Whether there is a last page, whose number the first one tells. */
  readonly isPaged: boolean;
}

type Query = Readonly<Record<string, string>>;

function request(endpoint: EndpointName, query: Query, isPaged = true): ListRequest {
  const text = new URLSearchParams(isPaged ? { ...query, pageSize: String(PAGE_SIZE) } : query).toString();
  const name = Object.entries(query).map(([key, value]) => `${key} ${value}`);
  return { name: name.join(', ') || 'plain', path: `${endpointUrl(endpoint)}?${text}`, isPaged };
}

const sortsOf = (columns: readonly string[]): Query[] =>
  columns.flatMap((column) => SORT_ORDERS.map((order) => ({ sort: `${column}:${order}` })));

const each = (some: readonly Query[], others: readonly Query[]): Query[] =>
  some.flatMap((one) => others.map((other) => ({ ...one, ...other })));

/** A name, many names, part of an id elsewhere, an event, what every reason holds, and two letters. */
const SEARCHES = ['wren 4711', 'wren', 'bench-41', 'event-1234', 'as long as', 'an'].map((search) => ({ search }));

/** B7, B9, B10, B13: every list of the daily pages, in every order, by every filter. */
export function listRequests({ members, firstPosted, lastPosted }: LargeDirectory): RequestGroup[] {
  const ledger = (queries: readonly Query[]) => queries.map((query) => request('listLedgerEntries', query));
  const directory = (queries: readonly Query[]) => queries.map((query) => request('listMembers', query));
  const segments = LEDGER_SEGMENTS.map((segment) => ({ segment }));
  const filters = [...segments, ...segments.map((segment) => ({ ...segment, currency: CURRENCY }))];
  const at = (share: number) => new Date(firstPosted + (lastPosted - firstPosted) * share).toISOString();
  const dates: Query[] = [{ from: at(0.25) }, { from: at(0.25), to: at(0.75) }, { from: at(0.99) }];
  const member: MemberId = members[4_711]!;
  const ledgerSorts = sortsOf(LEDGER_SORTS);
  return [
    { name: 'ledger, sorts', requests: ledger(ledgerSorts) },
    { name: 'ledger, segments and currency, sorts', requests: ledger(each(filters, ledgerSorts)) },
    { name: 'ledger, dates, segments and currency', requests: ledger(each(dates, filters)) },
    { name: 'ledger of a member, sorts', requests: ledger(each([{ member }], ledgerSorts)) },
    { name: 'ledger, search', requests: ledger(SEARCHES) },
    { name: 'directory, sorts', requests: directory(sortsOf(DIRECTORY_SORTS)) },
    { name: 'directory, search, sorts', requests: directory(each(SEARCHES, sortsOf(DIRECTORY_SORTS))) },
    {
      name: 'expiring lots',
      requests: [request('listExpiringLots', {}), request('listExpiringLots', { currency: CURRENCY })],
    },
    { name: 'economy and overview', requests: [request('getEconomy', {}, false), request('getOverview', {}, false)] },
  ];
}
