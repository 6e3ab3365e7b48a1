import { useIntl } from 'react-intl';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import { RowLink } from '../../../ui/RowLink';
import { listOfRun } from '../addresses';

/** When the run began, which leads to the discrepancies that it saw. */
export function StartedCell({ run: { id, startedAt } }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const at = formatDate(startedAt, TO_THE_MINUTE);
  return (
    <RowLink to={listOfRun(id)} aria-label={translate('reconciliation.run.link', { at })}>
      <time dateTime={startedAt} title={startedAt}>
        {at}
      </time>
    </RowLink>
  );
}
