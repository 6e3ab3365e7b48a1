import { styled } from 'styled-components';

/** A small table inside a panel or a dialogue. A cell marked `data-figure` stands at the right, its digits of one width. */
export const PlainTable = styled.table`
  width: 100%;
  border-collapse: collapse;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]} ${theme.spaces[2]} 0`};
    text-align: start;
    vertical-align: top;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  th {
    color: ${({ theme }) => theme.colors.neutral600};
    font-weight: ${({ theme }) => theme.fontWeights.semiBold};
  }
  [data-figure] {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  [data-figure]:last-child {
    padding-inline-end: 0;
  }
`;
