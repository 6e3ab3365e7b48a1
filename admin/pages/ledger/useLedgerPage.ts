import { useQueryParams } from '@strapi/strapi/admin';

import { LEDGER_PAGE_SIZE } from '../../../server/contract';
import { useListLedgerEntriesQuery } from '../../api/ledger';

/**
 * The part of the ledger that the address asks for. The server alone decides whether it is a page: a stale or mistyped
 * address becomes its refusal. A ledger grows by itself, so nothing that was read before is shown again without asking.
 */
export function useLedgerPage() {
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string }>();
  return useListLedgerEntriesQuery(
    { page: Number(query.page ?? 1), pageSize: Number(query.pageSize ?? LEDGER_PAGE_SIZE) },
    { refetchOnMountOrArgChange: true },
  );
}
