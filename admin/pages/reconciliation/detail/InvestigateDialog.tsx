import { useInvestigateDiscrepancyMutation } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { NotesDialog } from './NotesDialog';

interface InvestigateDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** Whoever asks looks into it from now on, and may say what they are at. */
export function InvestigateDialog({ id, onDone }: InvestigateDialogProps) {
  const translate = useTranslate();
  const [investigate, { error }] = useInvestigateDiscrepancyMutation();
  return (
    <NotesDialog
      name={`investigate:${id}`}
      title={translate('reconciliation.investigate')}
      explanation={translate('reconciliation.investigate.explanation')}
      confirm={translate('reconciliation.investigate.confirm')}
      told={translate('reconciliation.investigated')}
      error={error}
      onSend={(input) => investigate({ discrepancy: id, ...input })}
      onDone={onDone}
    />
  );
}
