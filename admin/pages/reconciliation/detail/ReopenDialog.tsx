import { useReopenDiscrepancyMutation } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { NotesDialog } from './NotesDialog';

interface ReopenDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** What was ignored counts again. */
export function ReopenDialog({ id, onDone }: ReopenDialogProps) {
  const translate = useTranslate();
  const [reopen, { error }] = useReopenDiscrepancyMutation();
  return (
    <NotesDialog
      name={`reopen:${id}`}
      title={translate('reconciliation.reopen')}
      explanation={translate('reconciliation.reopen.explanation')}
      confirm={translate('reconciliation.reopen')}
      told={translate('reconciliation.reopened')}
      error={error}
      onSend={(input) => reopen({ discrepancy: id, ...input })}
      onDone={onDone}
    />
  );
}
