import { styled } from 'styled-components';

import { useTranslate } from '../../translate';
import type { Column } from './column';

interface MoreOfRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}

/** What a narrow window has no columns for, each with the name of its column. */
export function MoreOfRow<Row>({ row, columns }: MoreOfRowProps<Row>) {
  const translate = useTranslate();
  return (
    <List>
      {columns.map(({ id, label, cell }) => (
        <div key={id}>
          <dt>{translate(label)}</dt>
          <dd>{cell(row)}</dd>
        </div>
      ))}
    </List>
  );
}

const List = styled.dl`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[6]}`};
  padding-bottom: ${({ theme }) => theme.spaces[2]};
  > div {
    min-width: 0;
    max-width: 100%;
  }
  > div:has(dd:empty) {
    display: none;
  }
  dt {
    font-size: ${({ theme }) => theme.fontSizes[1]};
    color: ${({ theme }) => theme.colors.neutral600};
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  /* Here is the room that a column has not. */
  dd > * {
    white-space: normal;
  }
`;
