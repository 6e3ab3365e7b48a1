import { Field, Textarea } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import { RECONCILIATION_LIMITS } from '../../../../server/contract';
import { useInvestigateDiscrepancyMutation } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';

interface InvestigateDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** Whoever asks looks into it from now on, and may say what they are at. */
export function InvestigateDialog({ id, onDone }: InvestigateDialogProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [notes, setNotes] = useState('');
  const [investigate, { error }] = useInvestigateDiscrepancyMutation();

  const confirm = async () => {
    const said = notes.trim();
    const answer = await investigate({ discrepancy: id, ...(said !== '' && { notes: said }) });
    if ('error' in answer) return;
    toggleNotification({ type: 'success', message: translate('reconciliation.investigated') });
    onDone();
  };

  return (
    <ActDialog
      title={translate('reconciliation.investigate')}
      explanation={translate('reconciliation.investigate.explanation')}
      confirm={translate('reconciliation.investigate.confirm')}
      error={error}
      onConfirm={confirm}
    >
      <Field.Root name="notes" hint={translate('reconciliation.notes.hint', { max: RECONCILIATION_LIMITS.notes })}>
        <Field.Label>{translate('reconciliation.notes')}</Field.Label>
        <Textarea
          value={notes}
          rows={3}
          maxLength={RECONCILIATION_LIMITS.notes}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setNotes(event.target.value)}
        />
        <Field.Hint />
      </Field.Root>
    </ActDialog>
  );
}
