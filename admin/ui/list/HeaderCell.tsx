import { CaretDown } from '@strapi/icons';
import { styled } from 'styled-components';

import { useTranslate } from '../../translate';
import type { Order } from './address';
import type { Column } from './column';

interface HeaderCellProps {
  readonly column: Pick<Column<never>, 'id' | 'label' | 'isFigure'>;
  /** The order of the rows; undefined where it is not told. */
  readonly order: Order | undefined;
  /** Sorts by the column; undefined where the server cannot. */
  readonly onSort: (() => void) | undefined;
}

/** A column's heading: a button where it sorts, with an arrow where the rows stand in its order. */
export function HeaderCell({ column: { id, label, isFigure }, order, onSort }: HeaderCellProps) {
  const translate = useTranslate();
  const sorted = order?.column === id ? order.order : undefined;
  const content = (
    <>
      {translate(label)}
      {sorted && <Arrow aria-hidden $isUp={sorted === 'ASC'} />}
    </>
  );
  return (
    <th scope="col" data-figure={isFigure || undefined} aria-sort={sorted && ARIA_SORT[sorted]}>
      {onSort ? (
        <button type="button" title={translate('list.sort', { column: translate(label) })} onClick={onSort}>
          {content}
        </button>
      ) : (
        <span>{content}</span>
      )}
    </th>
  );
}

const ARIA_SORT = { ASC: 'ascending', DESC: 'descending' } as const;

const Arrow = styled(CaretDown)<{ $isUp: boolean }>`
  flex: none;
  transform: rotate(${({ $isUp }) => ($isUp ? '180deg' : '0deg')});
`;
