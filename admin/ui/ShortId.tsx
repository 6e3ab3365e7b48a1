import { Flex, Tooltip } from '@strapi/design-system';
import { Link, type To } from 'react-router-dom';
import { styled } from 'styled-components';

import { useTranslate } from '../translate';
import { CopyButton } from './CopyButton';

/** As many characters of an id as tell those of one page apart: the end, because the beginning is the time. */
const SHOWN = 6;

interface ShortIdProps {
  readonly id: string;
  /** Where it leads. */
  readonly to?: To | undefined;
}

/** The end of an id that is too long for a column. All of it shows by hover and focus, and is copied by a button. */
export function ShortId({ id, to }: ShortIdProps) {
  const translate = useTranslate();
  const short = `…${id.slice(-SHOWN)}`;
  if (to === undefined) {
    return (
      <Tooltip label={id}>
        <CopyButton text={id} aria-label={translate('id.copy-shown', { short, id })}>
          {short}
        </CopyButton>
      </Tooltip>
    );
  }
  return (
    <Flex gap={1}>
      <Tooltip label={id}>
        <CodeLink to={to}>{short}</CodeLink>
      </Tooltip>
      <CopyButton text={id} aria-label={translate('id.copy', { id })} />
    </Flex>
  );
}

export const CodeLink = styled(Link)`
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  white-space: nowrap;
  color: ${({ theme }) => theme.colors.primary700};
  text-decoration: none;
  &:hover {
    text-decoration: underline;
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;
