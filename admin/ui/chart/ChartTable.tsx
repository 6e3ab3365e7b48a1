import { styled } from 'styled-components';

import { SmallTable, type SmallTableProps } from '../SmallTable';

/** A chart in figures, folded away below it, for who cannot see it or wants to know exactly. */
export function ChartTable<Row>({ label, ...table }: Omit<SmallTableProps<Row>, 'maxHeight'>) {
  return (
    <Details>
      <summary>{label}</summary>
      <SmallTable label={label} {...table} maxHeight="26rem" />
    </Details>
  );
}

const Details = styled.details`
  font-size: ${({ theme }) => theme.fontSizes[2]};
  color: ${({ theme }) => theme.colors.neutral800};
  summary {
    cursor: pointer;
    width: fit-content;
  }
`;
