import { useTranslate } from '../../../translate';
import { CorrectionDialog, useReasonDraft } from '../../../ui/CorrectionDialog';
import { useResolve } from './useResolve';

interface IgnoreDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** Keeps it out of the counts, with a note that says why. */
export function IgnoreDialog({ id, onDone }: IgnoreDialogProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolve(id, translate('reconciliation.ignored'));
  const form = useReasonDraft(`ignore:${id}`);
  return (
    <CorrectionDialog
      title={translate('reconciliation.ignore.title')}
      explanation={translate('reconciliation.ignore.explanation')}
      confirm={translate('reconciliation.ignore')}
      {...{ form, error, onDone }}
      onPost={({ reason }) => resolve({ action: 'ignore', notes: reason })}
    />
  );
}
