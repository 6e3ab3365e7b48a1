import { Box, Button, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { type ChangeEvent, useRef } from 'react';

import { BULK_COLUMNS, BULK_LIMITS } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { RestoredNotice } from '../../ui/draft/RestoredNotice';
import { BulkLines } from './BulkLines';
import { BulkTotals } from './BulkTotals';
import { useBulkFile } from './useBulkFile';

/** What the file of a bulk adjustment looks like, to be filled in. */
const TEMPLATE = `${BULK_COLUMNS.join(',')}\r\njane@example.com,points,500,"Goodwill, agreed with support"\r\n`;

/** Chooses a file, shows what each of its lines would do, and posts it. */
export function BulkForm() {
  const translate = useTranslate();
  const { form, file, preview, problem, isChecking, isPosting, ...acts } = useBulkFile();
  const input = useRef<HTMLInputElement>(null);
  const skipBad = file?.skipBad ?? false;
  const mayPost = preview !== undefined && preview.good > 0 && (preview.bad === 0 || skipBad);

  function onChosen({ target }: ChangeEvent<HTMLInputElement>): void {
    const [chosen] = target.files ?? [];
    if (chosen) void acts.choose(chosen);
    // The same file, mended, may be chosen again.
    target.value = '';
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <RestoredNotice of={form} />
      <Field.Root name="csv" hint={translate('bulk.hint', { lines: BULK_LIMITS.lines })} error={problem}>
        <Field.Label>{translate('bulk.file')}</Field.Label>
        <Flex gap={2} wrap="wrap">
          <Button variant="secondary" loading={isChecking} disabled={isPosting} onClick={() => input.current?.click()}>
            {file ? translate('bulk.choose-another') : translate('bulk.choose')}
          </Button>
          <Button
            variant="ghost"
            tag="a"
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(TEMPLATE)}`}
            download="adjustments.csv"
          >
            {translate('bulk.template')}
          </Button>
          {file && <Typography>{file.name}</Typography>}
          {file && !preview && !isChecking && (
            <Button variant="tertiary" onClick={() => void acts.check(file.csv)}>
              {translate('retry')}
            </Button>
          )}
        </Flex>
        <input ref={input} type="file" accept=".csv,text/csv" hidden aria-hidden tabIndex={-1} onChange={onChosen} />
        <Field.Hint />
        <Box aria-live="polite">
          <Field.Error />
        </Box>
      </Field.Root>

      {preview && (
        <>
          <BulkTotals preview={preview} />
          <BulkLines lines={preview.lines} />
          {preview.bad > 0 && preview.good > 0 && (
            <Checkbox
              checked={skipBad}
              onCheckedChange={(checked: boolean | 'indeterminate') => acts.change({ skipBad: checked === true })}
            >
              {translate('bulk.skip-bad', { bad: preview.bad })}
            </Checkbox>
          )}
          <Flex gap={2}>
            <Button disabled={!mayPost} loading={isPosting} onClick={() => void acts.post()}>
              {translate('bulk.post', { good: preview.good })}
            </Button>
            <Button variant="tertiary" disabled={isPosting} onClick={acts.discard}>
              {translate('bulk.discard')}
            </Button>
          </Flex>
        </>
      )}
    </Flex>
  );
}
