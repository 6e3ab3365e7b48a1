import { useTranslate } from '../../../translate';
import { CorrectionDialog, useReasonDraft } from '../../../ui/CorrectionDialog';
import { type ManyProps, useResolveMany } from './useResolveMany';

/** Keeps the chosen discrepancies out of the counts, with one note that says why. */
export function BulkIgnore(props: ManyProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolveMany(props);
  const form = useReasonDraft('ignore-many');
  return (
    <CorrectionDialog
      title={translate('reconciliation.bulk.ignore.title', { count: props.chosen.length })}
      explanation={translate('reconciliation.ignore.explanation')}
      confirm={translate('reconciliation.ignore')}
      {...{ form, error }}
      onDone={props.onDone}
      onPost={({ reason }) => resolve({ action: 'ignore', notes: reason })}
    />
  );
}
