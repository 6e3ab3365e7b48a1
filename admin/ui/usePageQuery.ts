import { useQueryParams } from '@strapi/strapi/admin';

import { LEDGER_PAGE_SIZE, type SortOf } from '../../server/contract';

/**
 * The part of a list that the address asks for. The server alone decides whether it is one: a stale or mistyped address
 * becomes its refusal.
 */
export function usePageQuery<Column extends string>() {
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string; sort?: string; _q?: string }>();
  return {
    page: Number(query.page ?? 1),
    pageSize: Number(query.pageSize ?? LEDGER_PAGE_SIZE),
    sort: query.sort as SortOf<Column> | undefined,
    search: query._q,
  };
}
