import { Box, Button } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { PageDto } from '../../../server/contract';
import { type MessageKey, useTranslate } from '../../translate';
import { Failure } from '../Failure';
import type { ApiFailure } from '../useExplain';
import { DataTable, type DataTableProps } from './DataTable';
import { FilterBar } from './FilterBar';
import { ListEmpty } from './ListEmpty';
import { ListPager } from './ListPager';
import type { PageQuery } from './spec';
import type { ListAddress } from './useListAddress';

/** What a list says of itself. What it does not say is said as every list says it. */
export interface ListWords {
  readonly label: MessageKey;
  /** Why there are no rows at all; of a search, with `{search}`. */
  readonly empty: MessageKey;
  readonly noMatch?: MessageKey;
  readonly loading?: MessageKey;
  readonly failed?: MessageKey;
}

const STANDARD = { loading: 'loading', failed: 'list.failed', noMatch: 'list.no-match' } as const;

/** A page of a list, as Strapi's client has it. */
export interface ListQuery<Row> {
  readonly data?: PageDto<Row> | undefined;
  readonly error?: ApiFailure | undefined;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

/** A list is asked for anew whenever it is opened: it grows by itself, and nothing that was read before is shown again. */
export const ANEW = { refetchOnMountOrArgChange: true } as const;

interface ListViewProps<Query extends PageQuery, Row> extends Pick<
  DataTableProps<Row>,
  'columns' | 'keyOf' | 'rowTo' | 'selection'
> {
  readonly address: ListAddress<Query>;
  readonly list: ListQuery<Row>;
  readonly words: ListWords;
  /** Between the filters and the rows, such as what can be done about those that are chosen. */
  readonly children?: ReactNode;
}

/** A list that the server filters, sorts and pages: its filters, its rows or why there are none, and the way to the others. */
export function ListView<Query extends PageQuery, Row>({
  address,
  list,
  words,
  children,
  ...table
}: ListViewProps<Query, Row>) {
  const { data, error, isFetching, refetch } = list;
  const translate = useTranslate();
  return (
    <Box aria-busy={isFetching}>
      <FilterBar address={address} rows={data?.rows ?? []} />
      {children}
      {error && !isFetching ? (
        <Failure error={error} what={translate(words.failed ?? STANDARD.failed)} onRetry={() => void refetch()} />
      ) : (
        <>
          <DataTable
            {...table}
            label={translate(words.label)}
            rows={data?.rows}
            isStale={isFetching && data !== undefined}
            sorting={{ order: address.order, sorts: address.spec.sorts ?? [], sortBy: address.sortBy }}
            loading={translate(words.loading ?? STANDARD.loading)}
            empty={<Empty address={address} total={data?.total ?? 0} words={words} />}
          />
          <ListPager list={data} spec={address.spec} />
        </>
      )}
    </Box>
  );
}

interface EmptyProps<Query extends PageQuery> {
  readonly address: ListAddress<Query>;
  readonly total: number;
  readonly words: ListWords;
}

/** That there is nothing is one thing; that nothing matches is another, and can be helped. */
function Empty<Query extends PageQuery>({ address, total, words }: EmptyProps<Query>) {
  const translate = useTranslate();
  if (!address.isFiltered) return <ListEmpty total={total}>{translate(words.empty)}</ListEmpty>;
  return (
    <ListEmpty
      total={total}
      action={
        <Button variant="secondary" onClick={address.clear}>
          {translate('list.clear')}
        </Button>
      }
    >
      {translate(words.noMatch ?? STANDARD.noMatch, { ...address.filter } as Readonly<Record<string, string>>)}
    </ListEmpty>
  );
}
