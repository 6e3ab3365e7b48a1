import { Typography } from '@strapi/design-system';

import type { ReconciliationOverviewDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { useAllowed } from '../../allowed';
import { CancelRun } from './CancelRun';
import { LiveRun } from './LiveRun';
import { RunFacts } from './RunFacts';

/** The run that is under way, and else the last one: in one place, so that nothing moves when a run begins or ends. */
export function RunPanel({ overview: { current, last } }: { readonly overview: ReconciliationOverviewDto }) {
  const translate = useTranslate();
  const may = useAllowed();
  useKeepFocus(current?.isCancelRequested);
  if (current) {
    return (
      <Panel
        title={translate('reconciliation.current')}
        action={may('cancelReconciliation') && !current.isCancelRequested && <CancelRun run={current.id} />}
      >
        <LiveRun run={current} />
        <RunFacts run={current} />
      </Panel>
    );
  }
  return (
    <Panel title={translate('reconciliation.last')}>
      {last ? (
        <RunFacts run={last} />
      ) : (
        <Typography textColor="neutral600">{translate('reconciliation.last.none')}</Typography>
      )}
    </Panel>
  );
}
