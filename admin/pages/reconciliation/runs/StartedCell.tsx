import { useIntl } from 'react-intl';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import { RowLink } from '../../../ui/RowLink';
import { Truncated } from '../../../ui/Truncated';
import { nameOf } from '../actor';
import { discrepanciesOfRunPath } from '../../../paths';

/** When the run began, which leads to the discrepancies that it saw, and under it who wanted it. */
export function StartedCell({ run: { id, startedAt, startedBy } }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const at = formatDate(startedAt, TO_THE_MINUTE);
  const name = startedBy ? nameOf(startedBy) : translate('reconciliation.run.by-schedule');
  return (
    <>
      <RowLink to={discrepanciesOfRunPath(id)} aria-label={translate('reconciliation.run.link', { at })}>
        <time dateTime={startedAt} title={startedAt}>
          {at}
        </time>
      </RowLink>
      <Truncated variant="pi" textColor="neutral600">
        {`${translate('reconciliation.run.started-by')}: ${name}`}
      </Truncated>
    </>
  );
}
