import type { ComponentType } from 'react';

import type { SortOrder } from '../../../server/contract';
import type { MessageKey } from '../../translate';

/** What every list of the server can be asked for; the rest of a query is its filters. */
export interface PageQuery {
  readonly page?: number;
  readonly pageSize?: number;
  readonly sort?: string;
}

export type FilterName<Query> = Exclude<keyof Query & string, keyof PageQuery>;

export interface Option {
  readonly value: string;
  readonly label: MessageKey;
}

interface Named<Name> {
  readonly name: Name;
}

/** A few choices side by side, of which one always holds. */
export interface SegmentsFilter<Name> extends Named<Name> {
  readonly kind: 'segments';
  readonly label: MessageKey;
  readonly options: readonly Option[];
  /** What holds when the address names none. */
  readonly standard: string;
}

/** One of several values, or all of them. */
export interface ChoiceFilter<Name> extends Named<Name> {
  readonly kind: 'choice';
  readonly label: MessageKey;
  readonly all: MessageKey;
  readonly options: readonly Option[];
}

/** One of the currencies that there are, or all of them. */
export interface CurrencyFilter<Name> extends Named<Name> {
  readonly kind: 'currency';
}

/** A text. In the address it goes by `_q`, as in Strapi's own lists, unless it is named otherwise. */
export interface SearchFilter<Name> extends Named<Name> {
  readonly kind: 'search';
  readonly address?: string;
  readonly label: MessageKey;
  readonly placeholder: MessageKey;
  readonly maxLength: number;
}

/** Two days, both included. The address has days, the server is asked for instants. */
export interface DaysFilter<Name> {
  readonly kind: 'days';
  readonly from: Name;
  readonly to: Name;
}

/** Two days of UTC, both included, which always hold: where the address names none, the server's own. */
export interface UtcDaysFilter<Name> {
  readonly kind: 'utc-days';
  readonly from: Named<Name> & { readonly label: MessageKey };
  readonly to: Named<Name> & { readonly label: MessageKey };
  /** What the server takes for those that are not given. */
  readonly standard: (given: Partial<Days>) => Days;
}

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** One whose control is the page's own. */
export interface OwnFilter<Name> extends Named<Name> {
  readonly kind: 'own';
  readonly Field: ComponentType<OwnFieldProps>;
}

export interface OwnFieldProps {
  readonly name: string;
  readonly value: string | undefined;
  /** With an empty text for all of them. */
  readonly onChange: (value: string) => void;
}

/** Something that a link from elsewhere asks for, shown as a tag that takes it back. */
export interface TagFilter<Name> extends Named<Name> {
  readonly kind: 'tag';
  readonly Tag: ComponentType<TagProps>;
}

export interface TagProps {
  readonly value: string;
  /** Those of the list, which may tell what the value is called. */
  readonly rows: readonly unknown[];
  readonly onRemove: () => void;
}

export type Filter<Name> =
  | SegmentsFilter<Name>
  | ChoiceFilter<Name>
  | CurrencyFilter<Name>
  | SearchFilter<Name>
  | DaysFilter<Name>
  | UtcDaysFilter<Name>
  | OwnFilter<Name>
  | TagFilter<Name>;

/** All that a list's address may say, in one place. A constant of the page. */
export interface ListSpec<Query extends PageQuery> {
  /** The columns that the server sorts by. */
  readonly sorts?: readonly string[];
  /** The order in which the server answers when the address names none. */
  readonly standardSort: NonNullable<Query['sort']> | `${string}:${SortOrder}`;
  readonly filters?: readonly Filter<FilterName<Query>>[];
  /** Whether what is chosen holds only once Apply is pressed, as it should where a question is expensive. */
  readonly isStaged?: boolean;
  /** A button beside Apply takes the list back to how it shows itself. */
  readonly hasReset?: boolean;
  /** Rows of a page when the address names no number, and the numbers to choose from; those of every list unless told. */
  readonly pageSize?: number;
  readonly pageSizes?: readonly number[];
}

/** The names that a filter has in the address. */
export function addressNamesOf(filter: Filter<string>): string[] {
  if (filter.kind === 'days') return [filter.from, filter.to];
  if (filter.kind === 'utc-days') return [filter.from.name, filter.to.name];
  return [filter.kind === 'search' ? (filter.address ?? '_q') : filter.name];
}
