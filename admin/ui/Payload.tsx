import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useTranslate } from '../translate';
import { CopyButton } from './CopyButton';
import { Panel } from './Panel';
import { prettyJson } from './prettyJson';

interface PayloadProps {
  readonly title: string;
  /** What it is, in a sentence. */
  readonly about?: string;
  readonly text: string;
}

/** A payload, a value a line; it is copied as it stands. */
export function Payload({ title, about, text }: PayloadProps) {
  const translate = useTranslate();
  const copy = (
    <CopyButton
      text={text}
      name={translate('affiliates.copied.payload')}
      aria-label={`${translate('affiliates.one.copy')}: ${title}`}
    >
      {translate('affiliates.one.copy')}
    </CopyButton>
  );
  return (
    <Panel title={title} action={copy}>
      {about !== undefined && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={3}>
          {about}
        </Typography>
      )}
      <Code text={prettyJson(text)} label={title} />
    </Panel>
  );
}

/** Text as it is, which scrolls in its own frame, by keyboard too. */
export const Code = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <Frame tabIndex={0} role="group" aria-label={label}>
    {text}
  </Frame>
);

const Frame = styled.pre`
  max-height: 32rem;
  overflow: auto;
  padding: ${({ theme }) => theme.spaces[3]};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;
