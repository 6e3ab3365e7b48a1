import type {
  DiscrepancyFilter,
  DiscrepancyKind,
  DiscrepancyListQuery,
  DiscrepancySort,
  Severity,
} from '../../../server/contract';
import { useFilters } from '../../ui/useFilters';
import { usePageQuery } from '../../ui/usePageQuery';

const FILTERS = ['severity', 'status', 'kind', 'member', 'run'] as const;
export type FilterName = (typeof FILTERS)[number];

/** What the list shows when the address names no status. */
export const DEFAULT_STATUS: DiscrepancyFilter = 'open';

/** Which discrepancies the address asks for, and how to change it. */
export function useDiscrepancyAddress() {
  const { query, change, clear } = useFilters(FILTERS);
  const { page, pageSize, sort } = usePageQuery<DiscrepancySort>();

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
  const isFiltered = FILTERS.some((name) => query[name] && !(name === 'status' && query[name] === DEFAULT_STATUS));
  return { query, list, change, clear, isFiltered };
}
