import { Flex, Loader } from '@strapi/design-system';
import { Fragment, type MouseEvent, type ReactNode } from 'react';
import { type To, useNavigate } from 'react-router-dom';

import { useAllowed } from '../../allowed';
import { useTranslate } from '../../translate';
import { type Order, orderAfter } from './address';
import { type Column, PRIORITY_UNLESS_TOLD, useRoom } from './column';
import { HeaderCell } from './HeaderCell';
import { MoreOfRow } from './MoreOfRow';
import { SelectAll, SelectOne, type Selection } from './Selection';
import { SortField } from './SortField';
import { TableFrame } from './TableFrame';

/** How the rows are sorted, and by which columns they can be. */
export interface Sorting {
  readonly order: Order;
  readonly sorts: readonly string[];
  readonly sortBy: (sort: string) => void;
}

export interface DataTableProps<Row> {
  /** What the list is called, said to who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined until the first of them are there. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  readonly sorting?: Sorting;
  /** The rows are of the page before: they stay, so that nothing jumps, and are dimmed. */
  readonly isStale?: boolean;
  /** Said while there are no rows yet. */
  readonly loading?: string;
  /** Stands in place of rows when there are none. */
  readonly empty?: ReactNode;
  /** Where a click beside the row's links leads; the keyboard has a link in the row that leads there too. */
  readonly rowTo?: ((row: Row) => To) | undefined;
  /** Puts a box before each row, by which several are chosen. */
  readonly selection?: Selection<Row> | undefined;
}

/** A list, as wide as the window allows: columns that have no room are told below their row. */
export function DataTable<Row>({ label, rows, keyOf, sorting, isStale = false, rowTo, ...rest }: DataTableProps<Row>) {
  const { loading, empty = null, selection } = rest;
  const translate = useTranslate();
  const navigate = useNavigate();
  const { frame, columns, more } = useColumns(rest.columns);
  const sortable = [...columns, ...more].filter(({ id }) => sorting?.sorts.includes(id));
  const width = columns.length + (selection ? 1 : 0);
  const open = rowTo && ((row: Row) => (event: MouseEvent) => isBesideLinks(event) && navigate(rowTo(row)));
  const onSort = (id: string) =>
    sorting?.sorts.includes(id) ? () => sorting.sortBy(orderAfter(sorting.order, id)) : undefined;

  return (
    <>
      {sorting && more.some((column) => sortable.includes(column)) && (
        <SortField sorting={sorting} columns={sortable} />
      )}
      <TableFrame ref={frame} $isStale={isStale} $opensRows={Boolean(rowTo)}>
        <table aria-label={label} aria-busy={!rows}>
          <thead>
            <tr>
              {selection && <SelectAll selection={selection} rows={rows ?? []} keyOf={keyOf} />}
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} order={sorting?.order} onSort={onSort(column.id)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => (
              <Fragment key={keyOf(row)}>
                <tr data-row onClick={open?.(row)}>
                  {selection && <SelectOne selection={selection} row={row} id={keyOf(row)} />}
                  {columns.map(({ id, isFigure, maxWidth, cell }) => (
                    <td key={id} data-figure={isFigure || undefined} style={{ maxWidth }}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
                {more.length > 0 && (
                  <tr data-more onClick={open?.(row)}>
                    <td colSpan={width}>
                      <MoreOfRow row={row} columns={more} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
            {(!rows || rows.length === 0) && (
              <tr>
                <td colSpan={width}>
                  {rows ? (
                    empty
                  ) : (
                    <Flex justifyContent="center" padding={11}>
                      <Loader>{loading ?? translate('loading')}</Loader>
                    </Flex>
                  )}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </TableFrame>
    </>
  );
}

/** The columns that the administrator may see, by whether the window has room for them. */
function useColumns<Row>(columns: readonly Column<Row>[]) {
  const may = useAllowed();
  const { room, frame } = useRoom();
  const allowed = columns.filter(({ needs }) => needs === undefined || may(needs));
  const hasRoom = ({ priority = PRIORITY_UNLESS_TOLD }: Column<Row>) => priority <= room;
  return { frame, columns: allowed.filter(hasRoom), more: allowed.filter((column) => !hasRoom(column)) };
}

/** Whoever marks a text, or clicks on a link or a button within the row, means that and not the row. */
function isBesideLinks({ target, currentTarget }: MouseEvent): boolean {
  // A dialogue of the row's, and what lies behind it, is in the row to React alone.
  if (!(target instanceof Element) || !currentTarget.contains(target)) return false;
  return !target.closest(ACTS) && getSelection()?.isCollapsed !== false;
}

const ACTS = 'a, button, input, label, summary';
