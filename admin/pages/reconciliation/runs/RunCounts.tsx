import { Typography } from '@strapi/design-system';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';

/** Whom the run looked at, and what it found. */
export function RunCounts({ run }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  return (
    <>
      <Typography tag="div" textColor="neutral800">
        {translate('reconciliation.run.discrepancies', { found: run.discrepanciesFound })}
      </Typography>
      <Typography tag="div" variant="pi" textColor="neutral600" style={WRAPPED}>
        {translate('reconciliation.progress', { processed: run.membersProcessed, scope: run.membersInScope })}
      </Typography>
    </>
  );
}

/** On two lines rather than wide, so that the files beside it are in sight. */
const WRAPPED = { whiteSpace: 'normal' } as const;
