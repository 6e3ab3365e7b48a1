import { useNavigate, useSearchParams } from 'react-router-dom';

import { LEDGER_PAGE_SIZE } from '../../../server/contract';
import {
  addressText,
  addressWith,
  filterQueryOf,
  type FilterValues,
  filterValuesOf,
  isNarrowed,
  type Order,
  orderOf,
} from './address';
import type { Filter, FilterName, ListSpec, PageQuery } from './spec';

export interface ListAddress<Query extends PageQuery> {
  readonly spec: ListSpec<Query>;
  /** The filters as they stand in the address. */
  readonly values: FilterValues;
  /** What the server is asked for: its filters alone, and with the order and the page. */
  readonly filter: Pick<Query, FilterName<Query>>;
  readonly query: Query;
  /** The order of the rows, also when the address names none. */
  readonly order: Order;
  readonly isFiltered: boolean;
  /** Puts other filters into the address; what is not named stays. */
  readonly change: (changes: FilterValues, options?: { readonly replace?: boolean }) => void;
  readonly clear: () => void;
  readonly sortBy: (sort: string) => void;
}

const NO_FILTERS: readonly Filter<never>[] = [];

/**
 * What a list shows and how to change it. All of it hangs on the address, so that a link and the browser's Back give the
 * same view. The server alone decides whether an address is one: what is stale or mistyped is handed on and becomes its
 * refusal.
 *
 * @param spec a constant
 */
export function useListAddress<Query extends PageQuery>(spec: ListSpec<Query>): ListAddress<Query> {
  const [address] = useSearchParams();
  const navigate = useNavigate();
  const filters: readonly Filter<string>[] = spec.filters ?? NO_FILTERS;
  const values = filterValuesOf(filters, address);
  const sort = spec.sorts ? address.get('sort') : null;
  const filter = filterQueryOf(filters, values);
  const query = {
    ...filter,
    page: Number(address.get('page') ?? 1),
    pageSize: Number(address.get('pageSize') ?? spec.pageSize ?? LEDGER_PAGE_SIZE),
    ...(sort !== null && { sort }),
  };

  const goTo = (next: URLSearchParams, options?: { readonly replace?: boolean }) =>
    navigate({ search: addressText(next) }, options);
  const change: ListAddress<Query>['change'] = (changes, options) => goTo(addressWith(address, changes), options);
  const clear = () => change(Object.fromEntries(Object.keys(values).map((name) => [name, ''])));
  const sortBy = (next: string) => {
    const sorted = new URLSearchParams(address);
    sorted.set('sort', next);
    // One order takes the place of another, as in Strapi's tables: Back undoes what was filtered.
    goTo(sorted, { replace: true });
  };

  return {
    ...{ spec, values, change, clear, sortBy },
    // The names are checked where the spec is written, the values by the server.
    filter: filter as unknown as Pick<Query, FilterName<Query>>,
    query: query as unknown as Query,
    order: orderOf(sort ?? spec.standardSort),
    isFiltered: isNarrowed(filters, values),
  };
}
