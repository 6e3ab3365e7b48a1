import type { SortOrder } from '../../../server/contract';
import { dayEnd, dayStart } from './days';
import { addressNamesOf, type Filter } from './spec';

/** The filters of an address, by the names that they have there. */
export type FilterValues = Readonly<Record<string, string>>;

export interface Order {
  readonly column: string;
  readonly order: SortOrder;
}

/** What the address says of the filters that a list has. An empty text says nothing. */
export function filterValuesOf(filters: readonly Filter<string>[], address: URLSearchParams): FilterValues {
  const named = filters.flatMap(addressNamesOf).map((name) => [name, address.get(name) ?? ''] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== ''));
}

/** The same as the server is asked for it. */
export function filterQueryOf(filters: readonly Filter<string>[], values: FilterValues): Record<string, string> {
  const asked = filters.map((filter): Record<string, string | undefined> => {
    const [name, until] = addressNamesOf(filter).map((one) => values[one]);
    if (filter.kind === 'utc-days') return { [filter.from.name]: name, [filter.to.name]: until };
    if (filter.kind !== 'days') return { [filter.name]: name };
    return { [filter.from]: name && dayStart(name), [filter.to]: until && dayEnd(until) };
  });
  const all = asked.flatMap((one) => Object.entries(one));
  return Object.fromEntries(all.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Whether less is shown than the list shows by itself. */
export const isNarrowed = (filters: readonly Filter<string>[], values: FilterValues): boolean =>
  filters.some((filter) =>
    addressNamesOf(filter).some(
      (name) => values[name] && !(filter.kind === 'segments' && values[name] === filter.standard),
    ),
  );

/** The address with other values of some parameters, on its first page; an empty text takes one away. */
export function addressWith(address: URLSearchParams, changes: FilterValues): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** An address as text. A colon needs no code there, and `sort=posted:DESC` is how Strapi writes it. */
export const addressText = (address: URLSearchParams): string => address.toString().replaceAll('%3A', ':');

/** An order that is none is the server's to refuse. */
export function orderOf(sort: string): Order {
  const [column = '', order] = sort.split(':');
  return { column, order: order === 'ASC' ? 'ASC' : 'DESC' };
}

/** The order that a press on a column's heading asks for: rising at first, then the other one. */
export const orderAfter = ({ column, order }: Order, pressed: string): string =>
  `${pressed}:${column === pressed && order === 'ASC' ? 'DESC' : 'ASC'}`;

/** Of some changes those that change anything. */
export const changesIn = (values: FilterValues, changes: FilterValues): FilterValues =>
  Object.fromEntries(Object.entries(changes).filter(([name, value]) => value !== (values[name] ?? '')));
