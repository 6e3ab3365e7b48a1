import { Field, Textarea } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';

import { RECONCILIATION_LIMITS } from '../../../../server/contract';
import type { RequestError } from '../../../api/ledger';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { useFormDraft } from '../../../ui/draft/useFormDraft';

interface NotesDialogProps {
  /** Names the dialogue and what it is about. */
  readonly name: string;
  readonly title: string;
  /** What happens, in a sentence. */
  readonly explanation: string;
  readonly confirm: string;
  /** What is told when it is done. */
  readonly told: string;
  /** Why the last try was refused. */
  readonly error: RequestError | undefined;
  /** Sends what was noted, if anything was. */
  readonly onSend: (input: { readonly notes?: string }) => Promise<object>;
  readonly onDone: () => void;
}

/** The inside of a modal that changes who looks after a discrepancy, with a note if there is something to say. */
export function NotesDialog({ name, told, onSend, ...dialog }: NotesDialogProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const form = useFormDraft(name, { notes: '' });
  const { notes } = form.draft;

  const send = async () => {
    const said = notes.trim();
    const answer = await onSend(said === '' ? {} : { notes: said });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: told });
    return true;
  };

  return (
    <ActDialog {...dialog} form={form} onConfirm={send}>
      <Field.Root name="notes" hint={translate('reconciliation.notes.hint', { max: RECONCILIATION_LIMITS.notes })}>
        <Field.Label>{translate('reconciliation.notes')}</Field.Label>
        <Textarea
          value={notes}
          rows={3}
          maxLength={RECONCILIATION_LIMITS.notes}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => form.change({ notes: event.target.value })}
        />
        <Field.Hint />
      </Field.Root>
    </ActDialog>
  );
}
