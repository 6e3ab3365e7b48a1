import { styled } from 'styled-components';

/** How a list looks. Plain table elements: the Tab key goes through the links and buttons in them as anywhere else. */
export const TableFrame = styled.div<{ $isStale: boolean; $opensRows: boolean }>`
  overflow-x: auto;
  border-radius: ${({ theme }) => theme.borderRadius};
  box-shadow: ${({ theme }) => theme.shadows.tableShadow};
  background: ${({ theme }) => theme.colors.neutral0};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding-inline: ${({ theme }) => theme.spaces[2]};
    text-align: start;
    vertical-align: middle;
  }
  td {
    padding-block: ${({ theme }) => theme.spaces[2]};
  }
  /* As wide as the columns above it, however long its texts are. */
  [data-more] > td {
    max-width: 0;
    padding-top: 0;
  }
  td button {
    white-space: nowrap;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: ${({ theme }) => theme.spaces[5]};
  }
  th:last-child,
  td:last-child {
    padding-inline-end: ${({ theme }) => theme.spaces[5]};
  }
  th {
    height: 5.6rem;
    font-size: ${({ theme }) => theme.fontSizes[0]};
    font-weight: ${({ theme }) => theme.fontWeights.bold};
    line-height: ${({ theme }) => theme.lineHeights[5]};
    text-transform: uppercase;
    white-space: nowrap;
    color: ${({ theme }) => theme.colors.neutral600};
  }
  th > span,
  th > button:not([role='checkbox']) {
    display: inline-flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[1]};
  }
  th > button:not([role='checkbox']) {
    width: 100%;
    height: 3.2rem;
    padding: 0;
    border: 0;
    border-radius: ${({ theme }) => theme.borderRadius};
    background: none;
    font: inherit;
    text-transform: inherit;
    color: inherit;
    cursor: pointer;
  }
  th[data-figure] > button {
    justify-content: flex-end;
  }
  th > button:hover {
    color: ${({ theme }) => theme.colors.neutral800};
  }
  th > button:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  tbody {
    opacity: ${({ $isStale }) => ($isStale ? 0.6 : 1)};
  }
  tbody tr:not([data-more]) > td {
    height: 5.6rem;
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
  tbody tr[data-row] {
    cursor: ${({ $opensRows }) => ($opensRows ? 'pointer' : 'auto')};
  }
  tbody tr[data-row]:hover,
  tbody tr[data-row]:hover + tr[data-more] {
    background: ${({ $opensRows, theme }) => ($opensRows ? theme.colors.neutral100 : 'none')};
  }
  [data-figure] {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
`;
