import { TextButton } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';

import { useTranslate } from '../translate';

const FEW = 8;

/** The first few of a list, and the button that shows the rest. */
export function useCut<T>(all: readonly T[]): { readonly shown: readonly T[]; readonly more: ReactNode } {
  const translate = useTranslate();
  const [isWhole, setWhole] = useState(false);
  if (isWhole || all.length <= FEW) return { shown: all, more: null };
  return {
    shown: all.slice(0, FEW),
    more: (
      <TextButton onClick={() => setWhole(true)}>{translate('members.show-all', { count: all.length })}</TextButton>
    ),
  };
}
