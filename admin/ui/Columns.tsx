import { styled } from 'styled-components';

/** The fields of a form and what they lead to, side by side where there is room for both. */
export const Columns = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr));
  gap: ${({ theme }) => theme.spaces[6]};
`;
