import { Flex, TextButton, Typography } from '@strapi/design-system';

import { useTranslate } from '../../translate';
import type { AnyFormDraft } from './useFormDraft';

/** Says that a form has in it what was typed earlier, and offers to begin anew. */
export function RestoredNotice({ of: { isRestored, begin } }: { readonly of: AnyFormDraft }) {
  const translate = useTranslate();
  if (!isRestored) return null;
  return (
    <Flex role="status" gap={3} wrap="wrap" background="primary100" hasRadius padding={3} marginBottom={4}>
      <Typography textColor="neutral800">{translate('draft.restored')}</Typography>
      <TextButton onClick={begin}>{translate('draft.begin-anew')}</TextButton>
    </Flex>
  );
}
