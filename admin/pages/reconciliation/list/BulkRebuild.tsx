import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { type ManyProps, useResolveMany } from './useResolveMany';

/** Recomputes the projections that the chosen discrepancies are about, after a question. */
export function BulkRebuild(props: ManyProps) {
  const translate = useTranslate();
  const { resolve, error } = useResolveMany(props);
  return (
    <ActDialog
      title={translate('reconciliation.bulk.rebuild.title', { count: props.chosen.length })}
      explanation={translate('reconciliation.bulk.rebuild.explanation')}
      confirm={translate('reconciliation.rebuild')}
      error={error}
      onDone={props.onDone}
      onConfirm={() => resolve({ action: 'rebuild' })}
    />
  );
}
