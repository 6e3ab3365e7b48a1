import { useCancelReconciliationMutation } from '../../api/reconciliation';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { OpenButton } from '../../ui/OpenButton';

/** Ends a run before it has looked at everybody, after a question. */
export function CancelRun({ run }: { readonly run: string }) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('reconciliation.cancel')} variant="danger-light" size="S">
      {(close) => <CancelDialog run={run} onDone={close} />}
    </OpenButton>
  );
}

interface CancelDialogProps {
  readonly run: string;
  readonly onDone: () => void;
}

function CancelDialog({ run, onDone }: CancelDialogProps) {
  const translate = useTranslate();
  const [cancel, { error }] = useCancelReconciliationMutation();
  const confirm = async () => {
    const answer = await cancel({ run });
    return !('error' in answer);
  };
  return (
    <ActDialog
      title={translate('reconciliation.cancel.title')}
      explanation={translate('reconciliation.cancel.explanation')}
      confirm={translate('reconciliation.cancel')}
      variant="danger-light"
      {...{ error, onDone }}
      onConfirm={confirm}
    />
  );
}
