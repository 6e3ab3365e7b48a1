import { useMemo } from 'react';

import type { LedgerFilter, LedgerListQuery, LedgerSegment, LedgerSort } from '../../../server/contract';
import { useFilters } from '../../ui/useFilters';
import { usePageQuery } from '../../ui/usePageQuery';
import { dayEnd, dayStart } from './days';

/** `_q` is what Strapi's own lists call their search; `from` and `to` are days, the last one included: `2026-11-21`. */
const FILTERS = ['segment', 'currency', 'member', '_q', 'from', 'to'] as const;

/** Which rows the address asks for, and how to change it. */
export function useLedgerAddress() {
  const { query, ...address } = useFilters(FILTERS);
  const { page, pageSize, sort } = usePageQuery<LedgerSort>();

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
  const list: LedgerListQuery = { ...filter, sort, page, pageSize };
  return { query, filter, sort, list, ...address };
}
