import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { useResolve } from './useResolve';

interface RebuildDialogProps {
  readonly id: string;
  readonly onDone: () => void;
}

/** Recomputes the account's figures from the ledger, after a question. */
export function RebuildDialog({ id, onDone }: RebuildDialogProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolve(id, translate('reconciliation.rebuilt'));
  return (
    <ActDialog
      title={translate('reconciliation.rebuild.title')}
      explanation={translate('reconciliation.rebuild.explanation')}
      confirm={translate('reconciliation.rebuild')}
      {...{ error, onDone }}
      onConfirm={() => resolve({ action: 'rebuild' })}
    />
  );
}
