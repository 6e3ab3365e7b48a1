import { useTranslate } from '../../../translate';
import { CorrectionDialog } from '../../../ui/CorrectionDialog';
import { type ManyProps, useResolveMany } from './useResolveMany';

/** Keeps the chosen discrepancies out of the counts, with one note that says why. */
export function BulkIgnore(props: ManyProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolveMany(props);
  return (
    <CorrectionDialog
      title={translate('reconciliation.bulk.ignore.title', { count: props.chosen.length })}
      explanation={translate('reconciliation.ignore.explanation')}
      confirm={translate('reconciliation.ignore')}
      error={error}
      onPost={({ reason }) => resolve({ action: 'ignore', notes: reason })}
    />
  );
}
