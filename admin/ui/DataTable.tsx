import { Box } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { type MouseEvent, type ReactNode } from 'react';
import { styled } from 'styled-components';

import { SelectAll, SelectOne, type Selection } from './Selection';

export interface Column<Row> {
  /** As the server sorts it, and as it stands in the address. */
  readonly name: string;
  readonly label: string;
  readonly sortable?: boolean;
  /** Figures stand at the right, their digits of one width, and so does their heading. */
  readonly isFigure?: boolean;
  readonly maxWidth?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly columns: readonly Column<Row>[];
  /** Undefined until the first of them are there. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** The rows are of the page before: they stay, so that nothing jumps, and are dimmed. */
  readonly isStale: boolean;
  readonly loading: string;
  readonly empty: ReactNode;
  /** What a click beside the row's links does; the keyboard has those links. */
  readonly onRowClick?: (row: Row) => void;
  /** Puts a box before each row, by which several are chosen. */
  readonly selection?: Selection<Row>;
}

const Frame = styled(Box)<{ $figures: readonly number[]; $isStale: boolean; $isClickable: boolean }>`
  th,
  td {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
  tbody {
    opacity: ${({ $isStale }) => ($isStale ? 0.6 : 1)};
  }
  tbody tr {
    cursor: ${({ $isClickable }) => ($isClickable ? 'pointer' : 'auto')};
  }
  ${({ $figures }) =>
    $figures
      .map(
        (column) => `
  th:nth-child(${column}) > div { justify-content: flex-end; }
  td:nth-child(${column}):not([colspan]) { text-align: end; font-variant-numeric: tabular-nums; }`,
      )
      .join('')}
`;

/** A list that the server sorts and pages; both stand in the address. */
export function DataTable<Row>({ columns, rows, keyOf, isStale, loading, empty, ...rest }: DataTableProps<Row>) {
  const { onRowClick, selection } = rest;
  const headers = columns.map(({ name, label, sortable = false }) => ({ name, label, sortable }));
  const first = selection ? 2 : 1;
  const figures = columns.flatMap(({ isFigure }, index) => (isFigure ? [index + first] : []));
  const click = onRowClick && ((row: Row) => (event: MouseEvent) => isBesideLinks(event) && onRowClick(row));
  return (
    <Frame $figures={figures} $isStale={isStale} $isClickable={Boolean(onRowClick && rows?.length)}>
      <Table.Root
        rows={rows?.map((row) => ({ id: keyOf(row) })) ?? []}
        // They are counted only: an empty table is as wide as all of them.
        headers={selection ? [BOX, ...headers] : headers}
        isLoading={!rows}
      >
        <Table.Content>
          <Table.Head>
            {selection && <SelectAll selection={selection} rows={rows ?? []} keyOf={keyOf} />}
            {headers.map((header) => (
              <Table.HeaderCell key={header.name} {...header} />
            ))}
          </Table.Head>
          <Table.Loading>{loading}</Table.Loading>
          {empty}
          <Table.Body>
            {rows?.map((row) => (
              <Table.Row key={keyOf(row)} onClick={click?.(row)}>
                {selection && <SelectOne selection={selection} row={row} id={keyOf(row)} />}
                {columns.map(({ name, maxWidth, cell }) => (
                  <Table.Cell key={name} maxWidth={maxWidth}>
                    {cell(row)}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
    </Frame>
  );
}

const BOX = { name: 'selection', label: '' };

/** Whoever marks a text, or clicks on a link or a button within the row, means that and not the row. */
function isBesideLinks({ target }: MouseEvent): boolean {
  return !(target instanceof Element && target.closest('a, button')) && getSelection()?.isCollapsed !== false;
}
