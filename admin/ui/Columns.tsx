import type { ReactNode } from 'react';
import { styled } from 'styled-components';

/** The fields of a form and what they lead to, side by side where there is room for both, however large the figures are. */
export const Columns = ({ children }: { readonly children: ReactNode }) => (
  <Room>
    <Sides>{children}</Sides>
  </Room>
);

const Room = styled.div`
  container-type: inline-size;
`;

const Sides = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spaces[6]};
  > * {
    flex: 1 1 30rem;
    min-width: min-content;
  }
  /* On a telephone what is too wide scrolls in its own frame. */
  @container (max-width: 52rem) {
    > * {
      flex-basis: 100%;
      min-width: 0;
    }
  }
`;
