import { styled } from 'styled-components';

/** Panels of a detail page, side by side where there is room; what is `data-wide` has a row of its own. */
export const DetailGrid = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(38rem, 100%), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  align-items: start;
  > *,
  > div > * {
    min-width: 0;
  }
  > div {
    display: grid;
    gap: ${({ theme }) => theme.spaces[4]};
  }
  > [data-wide] {
    grid-column: 1 / -1;
  }
`;
