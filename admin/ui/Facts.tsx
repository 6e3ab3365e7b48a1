import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import { useTranslate } from '../translate';
import { Missing } from './Missing';

export interface Fact {
  readonly label: string;
  /** Null: the row has none, which is said. */
  readonly value: ReactNode;
  /** Whether it is an id or a hash, which is read letter by letter. */
  readonly isCode?: boolean;
}

/** What is known, each with its name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const translate = useTranslate();
  return (
    <List>
      {facts.map(({ label, value, isCode }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd data-code={isCode && value !== null ? '' : undefined}>
            {value ?? <Missing>{translate('none')}</Missing>}
          </dd>
        </div>
      ))}
    </List>
  );
}

const List = styled.dl`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  > div {
    display: grid;
    grid-template-columns: minmax(11rem, 15rem) minmax(0, 1fr);
    gap: ${({ theme }) => theme.spaces[3]};
  }
  dt {
    color: ${({ theme }) => theme.colors.neutral600};
  }
  dd {
    margin: 0;
    color: ${({ theme }) => theme.colors.neutral800};
    overflow-wrap: anywhere;
  }
  dd[data-code] {
    font-family: monospace;
  }
`;
