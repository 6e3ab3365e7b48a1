import { useQueryParams } from '@strapi/strapi/admin';
import { useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router-dom';

import {
  LEDGER_PAGE_SIZE,
  type LedgerFilter,
  type LedgerListQuery,
  type LedgerSegment,
  type LedgerSort,
  type SortOf,
} from '../../../server/contract';
import { queryText } from '../../api/request';
import { dayEnd, dayStart } from './days';

/** The ledger's address, as text that anybody may have typed. `_q` is what Strapi's own lists call their search. */
export interface LedgerAddress {
  readonly page?: string;
  readonly pageSize?: string;
  readonly sort?: string;
  readonly segment?: string;
  readonly currency?: string;
  readonly member?: string;
  readonly _q?: string;
  /** Days, the last one included: `2026-11-21`. */
  readonly from?: string;
  readonly to?: string;
}

const FILTERS = ['segment', 'currency', 'member', '_q', 'from', 'to'] as const;
type FilterName = (typeof FILTERS)[number];

/**
 * What the address asks for, and how to change it. All that the page shows hangs on the address, so that a link and
 * the browser's Back give the same view. The server alone decides whether it is a page: what is stale or mistyped is
 * handed on and becomes its refusal.
 */
export function useLedgerAddress() {
  const [{ query }] = useQueryParams<LedgerAddress>();
  const navigate = useNavigate();

  const filter = useMemo<LedgerFilter>(
    () => ({
      segment: query.segment as LedgerSegment | undefined,
      currency: query.currency,
      member: query.member,
      search: query._q,
      from: query.from && dayStart(query.from),
      to: query.to && dayEnd(query.to),
    }),
    [query],
  );
  const sort = query.sort as SortOf<LedgerSort> | undefined;
  const list: LedgerListQuery = {
    ...filter,
    sort,
    page: Number(query.page ?? 1),
    pageSize: Number(query.pageSize ?? LEDGER_PAGE_SIZE),
  };

  /** Another filter shows its first page. */
  const change = useCallback(
    (next: Partial<Record<FilterName, string>>) => {
      const address = Object.entries({ ...query, ...next, page: undefined }).filter(([, value]) => value);
      navigate({ search: queryText(Object.fromEntries(address)) });
    },
    [navigate, query],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(FILTERS.map((name) => [name, ''])) as Record<FilterName, string>),
    [change],
  );

  return { query, filter, sort, list, change, clear, isFiltered: FILTERS.some((name) => query[name]) };
}
