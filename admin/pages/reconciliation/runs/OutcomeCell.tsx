import { Typography } from '@strapi/design-system';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { useDuration } from '../../../ui/useDuration';
import { RunOutcome } from '../RunOutcome';

/** How the run ended, and under it how long that took. */
export function OutcomeCell({ run }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  const durationOf = useDuration();
  return (
    <>
      <RunOutcome run={run} />
      {run.durationMs !== null && (
        <Typography tag="div" variant="pi" textColor="neutral600" paddingTop={1}>
          {`${translate('reconciliation.run.duration')}: ${durationOf(run.durationMs)}`}
        </Typography>
      )}
    </>
  );
}
