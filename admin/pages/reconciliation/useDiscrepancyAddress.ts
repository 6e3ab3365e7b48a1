import { useQueryParams } from '@strapi/strapi/admin';
import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';

import type {
  DiscrepancyFilter,
  DiscrepancyKind,
  DiscrepancyListQuery,
  DiscrepancySort,
  Severity,
} from '../../../server/contract';
import { queryText } from '../../api/request';
import { usePageQuery } from '../../ui/usePageQuery';

const FILTERS = ['severity', 'status', 'kind', 'member', 'run'] as const;
export type FilterName = (typeof FILTERS)[number];

/** What the list shows when the address names no status. */
export const DEFAULT_STATUS: DiscrepancyFilter = 'open';

/**
 * Which discrepancies the address asks for, and how to change it. All that the list shows hangs on the address, so that a
 * link and the browser's Back give the same view. The server alone decides whether it is one: what is stale or mistyped
 * is handed on and becomes its refusal.
 */
export function useDiscrepancyAddress() {
  const [{ query }] = useQueryParams<Partial<Record<FilterName, string>>>();
  const { page, pageSize, sort } = usePageQuery<DiscrepancySort>();
  const navigate = useNavigate();

  const list: DiscrepancyListQuery = {
    page,
    pageSize,
    sort,
    severity: query.severity as Severity | undefined,
    status: query.status as DiscrepancyFilter | undefined,
    kind: query.kind as DiscrepancyKind | undefined,
    member: query.member,
    run: query.run,
  };

  /** Another filter shows its first page; what is not named stays. An empty text takes a filter back. */
  const change = useCallback(
    (next: Partial<Record<FilterName, string>>) => {
      const address = Object.entries({ ...query, ...next, page: undefined }).filter(([, value]) => value);
      navigate({ search: queryText(Object.fromEntries(address)) });
    },
    [navigate, query],
  );
  const clear = useCallback(() => change(Object.fromEntries(FILTERS.map((name) => [name, '']))), [change]);

  const isFiltered = FILTERS.some((name) => query[name] && !(name === 'status' && query[name] === DEFAULT_STATUS));
  return { query, list, change, clear, isFiltered };
}
