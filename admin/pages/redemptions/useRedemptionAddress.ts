import type { RedemptionListQuery, RedemptionStatus } from '../../../server/contract';
import { useFilters } from '../../ui/useFilters';
import { usePageQuery } from '../../ui/usePageQuery';

const FILTERS = ['status', 'orderId', 'member'] as const;

/** Which attempts the address asks for, and how to change it. */
export function useRedemptionAddress() {
  const { query, ...address } = useFilters(FILTERS);
  const { page, pageSize } = usePageQuery();
  const list: RedemptionListQuery = {
    page,
    pageSize,
    status: query.status as RedemptionStatus | undefined,
    orderId: query.orderId,
    member: query.member,
  };
  return { query, list, ...address };
}
