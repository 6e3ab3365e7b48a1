import { useQueryParams } from '@strapi/strapi/admin';
import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';

import { queryText } from '../api/request';

/**
 * The filters of a list, and how to change them. All that the list shows hangs on the address, so that a link and the
 * browser's Back give the same view. The server alone decides whether it is one: what is stale or mistyped is handed on
 * and becomes its refusal.
 *
 * @param names a constant
 */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [{ query }] = useQueryParams<Partial<Record<Name, string>>>();
  const navigate = useNavigate();

  /** Another filter shows its first page; what is not named stays. An empty text takes a filter back. */
  const change = useCallback(
    (next: Partial<Record<Name, string>>) => {
      const address: Record<string, string | undefined> = { ...query, ...next, page: undefined };
      navigate({ search: queryText(Object.fromEntries(Object.entries(address).filter(([, value]) => value))) });
    },
    [navigate, query],
  );
  const clear = useCallback(
    () => change(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>),
    [change, names],
  );
  return { query, change, clear, isFiltered: names.some((name) => query[name]) };
}
