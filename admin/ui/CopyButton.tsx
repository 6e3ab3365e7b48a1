import { Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { type ComponentPropsWithoutRef, forwardRef } from 'react';
import { styled } from 'styled-components';

import { useTranslate } from '../translate';

interface CopyButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'onClick' | 'type'> {
  /** What is copied. */
  readonly text: string;
  /** How that is told, where it is not told by itself. */
  readonly name?: string;
  /** Says what it copies. */
  readonly 'aria-label': string;
  /** Shown before the sign. */
  readonly children?: string;
}

/** Puts a text into the clipboard, and tells whether the browser allowed it. */
export const CopyButton = forwardRef<HTMLButtonElement, CopyButtonProps>(function CopyButton(
  { text, name = text, children, ...button },
  ref,
) {
  const translate = useTranslate();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const copyAll = async () => {
    const isCopied = await copy(text);
    const message = isCopied ? translate('id.copied', { id: name }) : translate('id.not-copied', { id: name });
    toggleNotification({ type: isCopied ? 'success' : 'warning', message });
  };
  return (
    <Small ref={ref} {...button} type="button" onClick={() => void copyAll()} $isAlone={children !== undefined}>
      {children !== undefined && <span>{children}</span>}
      <Duplicate aria-hidden />
    </Small>
  );
});

const Small = styled.button<{ $isAlone: boolean }>`
  display: inline-flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[1]};
  max-width: 100%;
  padding: 0.6rem;
  margin-inline-start: ${({ $isAlone }) => ($isAlone ? '-0.6rem' : '0')};
  border: 0;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  white-space: nowrap;
  color: ${({ theme }) => theme.colors.neutral700};
  cursor: pointer;
  &:hover {
    background: ${({ theme }) => theme.colors.neutral150};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
  span {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  svg {
    flex: none;
    width: 1.2rem;
    height: 1.2rem;
    fill: ${({ theme }) => theme.colors.neutral500};
  }
`;
