import type { ReactNode } from 'react';

import { PlainTable } from './PlainTable';
import { ScrollX } from './ScrollX';
import { StackedRows } from './StackedRows';
import { useStacking } from './useStacking';

export interface SmallColumn<Row> {
  readonly name: string;
  /** Null above buttons, which say for themselves what they do. */
  readonly label: string | null;
  /** Figures stand at the right, their digits of one width, and so does their heading. */
  readonly isFigure?: boolean;
  /** What the row is about, as a screen reader says it before each of the other cells. */
  readonly isHeading?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface SmallTableProps<Row> {
  readonly label: string;
  readonly columns: readonly SmallColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Of a table that scrolls. */
  readonly maxHeight?: string;
  /** Whether it is to scroll sideways where it has no room, as a table does whose columns are to be compared. */
  readonly isWide?: boolean;
}

/** A few rows of a panel, all of them there at once; a list that is sorted and paged is a `DataTable`. */
export function SmallTable<Row>({ label, columns, rows, keyOf, maxHeight, isWide = false }: SmallTableProps<Row>) {
  const { frame, isStacked } = useStacking(!isWide && maxHeight === undefined);
  if (isStacked) {
    return (
      <ScrollX ref={frame} label={label}>
        <StackedRows {...{ columns, rows, keyOf }} />
      </ScrollX>
    );
  }
  return (
    <ScrollX ref={frame} label={label} {...(maxHeight !== undefined && { maxHeight })}>
      <PlainTable>
        <thead>
          <tr>{columns.map(headingOf)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, isFigure, isHeading, cell }) =>
                isHeading ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} data-figure={isFigure}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </ScrollX>
  );
}

const headingOf = <Row,>({ name, label, isFigure }: SmallColumn<Row>) =>
  label === null ? (
    <td key={name} />
  ) : (
    <th key={name} scope="col" data-figure={isFigure}>
      {label}
    </th>
  );
