import { useNotification } from '@strapi/strapi/admin';

import type { BatchRowDto, CorrectionInput } from '../../../server/contract';
import { useReverseBatchMutation } from '../../api/bulk';
import { useTranslate } from '../../translate';
import { CorrectionDialog, useReasonDraft } from '../../ui/CorrectionDialog';

interface ReverseBatchDialogProps {
  readonly batch: BatchRowDto;
  readonly onDone: () => void;
}

/** Asks why, and backs out what is left of a bulk adjustment, all rows or none. */
export function ReverseBatchDialog({ batch: { batch, lines, reversed }, onDone }: ReverseBatchDialogProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [reverse, { error }] = useReverseBatchMutation();
  const form = useReasonDraft(`reverse-batch:${batch}`);

  async function post(input: CorrectionInput): Promise<boolean> {
    const answer = await reverse({ batch, ...input });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('bulk.reversed-now', { rows: answer.data.reversed }) });
    return true;
  }

  return (
    <CorrectionDialog
      title={translate('bulk.reverse.title')}
      explanation={translate('bulk.reverse.text', { rows: lines - reversed })}
      confirm={translate('bulk.reverse')}
      {...{ form, error, onDone }}
      onPost={post}
    />
  );
}
