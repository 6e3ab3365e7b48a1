import { styled } from 'styled-components';

import type { SmallColumn } from './SmallTable';

interface StackedRowsProps<Row> {
  readonly columns: readonly SmallColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** The rows of a table that has no room, one below the other: what each is about, and then what its columns say. */
export function StackedRows<Row>({ columns, rows, keyOf }: StackedRowsProps<Row>) {
  return (
    <Rows role="table">
      {rows.map((row) => (
        <div key={keyOf(row)} role="row">
          {columns.map(({ name, label, isFigure, isHeading, cell }) => (
            <div key={name} role={isHeading ? 'rowheader' : 'cell'} data-figure={isFigure}>
              {!isHeading && label !== null && <span>{label}</span>}
              <div>{cell(row)}</div>
            </div>
          ))}
        </div>
      ))}
    </Rows>
  );
}

const Rows = styled.div`
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  > * {
    display: grid;
    gap: ${({ theme }) => theme.spaces[1]};
    padding-block: ${({ theme }) => theme.spaces[3]};
  }
  > * + * {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
  [role='cell'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: ${({ theme }) => theme.spaces[3]};
  }
  [role='cell'] > span {
    color: ${({ theme }) => theme.colors.neutral600};
    font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  }
  [role='cell'] > div {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  [data-figure='true'] > div {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
`;
