import { Field } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A day. The browser draws the calendar's sign in black unless it is told of a dark page. */
export const DayInput = styled(Field.Input).attrs({ type: 'date' })`
  color-scheme: ${({ theme }) => (theme.colors.neutral0 === '#ffffff' ? 'light' : 'dark')};
`;
