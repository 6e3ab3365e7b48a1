import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { type ChangeEvent, useRef } from 'react';

import { AFFILIATE_COMPARISON_LIMITS } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import type { CompareForm } from './useCompareForm';

/** Chooses the network's file, which is read at once as far as its columns need it. */
export function FileField({ form }: { readonly form: CompareForm }) {
  const { draft, isReading, isComparing, isFileGone, chooseFile, readAgain, refusalAt } = form;
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const isChosen = draft.fileName !== '' && !isFileGone;
  const gone = isFileGone ? translate('affiliate-comparisons.file.again', { name: draft.fileName }) : undefined;

  function onChosen({ target }: ChangeEvent<HTMLInputElement>): void {
    const [chosen] = target.files ?? [];
    if (chosen) chooseFile(chosen);
    // The same file, mended, may be chosen again.
    target.value = '';
  }

  return (
    <Field.Root
      name="csv"
      required
      hint={translate('affiliate-comparisons.file.hint', { lines: AFFILIATE_COMPARISON_LIMITS.lines })}
      error={refusalAt('csv') ?? gone ?? false}
    >
      <Field.Label>{translate('affiliate-comparisons.file')}</Field.Label>
      <Flex gap={2} wrap="wrap">
        <Button
          type="button"
          variant="secondary"
          loading={isReading}
          disabled={isComparing}
          onClick={() => input.current?.click()}
        >
          {isChosen ? translate('bulk.choose-another') : translate('bulk.choose')}
        </Button>
        {readAgain && (
          <Button type="button" variant="tertiary" onClick={readAgain}>
            {translate('retry')}
          </Button>
        )}
        {isChosen && <Typography style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{draft.fileName}</Typography>}
      </Flex>
      <input ref={input} type="file" accept={ACCEPTED} hidden aria-hidden tabIndex={-1} onChange={onChosen} />
      <Field.Hint />
      <Box aria-live="polite">
        <Field.Error />
      </Box>
    </Field.Root>
  );
}

const ACCEPTED = '.csv,.tsv,.txt,text/csv,text/tab-separated-values';
