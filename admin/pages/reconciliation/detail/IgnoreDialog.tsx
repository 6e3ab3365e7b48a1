import { useTranslate } from '../../../translate';
import { CorrectionDialog } from '../../../ui/CorrectionDialog';
import { useResolve } from './useResolve';

interface IgnoreDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** Keeps it out of the counts, with a note that says why. */
export function IgnoreDialog({ id, onDone }: IgnoreDialogProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolve(id, translate('reconciliation.ignored'), onDone);
  return (
    <CorrectionDialog
      title={translate('reconciliation.ignore.title')}
      explanation={translate('reconciliation.ignore.explanation')}
      confirm={translate('reconciliation.ignore')}
      error={error}
      onPost={({ reason }) => resolve({ action: 'ignore', notes: reason })}
    />
  );
}
