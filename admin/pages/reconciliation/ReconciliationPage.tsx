import { Flex, LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { ReconciliationOverviewDto } from '../../../server/contract';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';
import { Dashboard } from './Dashboard';
import { DiscrepancyList } from './list/DiscrepancyList';
import { StartRun } from './StartRun';
import { useLiveReconciliation } from './useLiveReconciliation';

/** Rewards → Reconciliation (D11): whether the figures are true, what is not, and what can be done about it. */
export function ReconciliationPage() {
  return (
    <Page.Protect permissions={PAGES.reconciliation}>
      <Reconciliation />
    </Page.Protect>
  );
}

function Reconciliation() {
  const translate = useTranslate();
  const may = useAllowed();
  const live = useLiveReconciliation();
  const title = translate('reconciliation.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('reconciliation.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <LinkButton variant="tertiary" tag={Link} to={pathOf('reconciliation', 'runs')}>
              {translate('reconciliation.runs.open')}
            </LinkButton>
            {may('startReconciliation') && (
              <StartRun isRunning={isRunning(live.data)} verifiesChain={live.data?.verifiesChain ?? true} />
            )}
          </Flex>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Dashboard overview={live.data} error={live.error} onRetry={() => void live.refetch()} />
          <DiscrepancyList standing={live.standing} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

/**
 * A run that was asked to stop keeps no new one back: if its process died, the new one puts it away, and else the server
 * says that it still runs.
 */
const isRunning = (overview: ReconciliationOverviewDto | undefined): boolean =>
  overview?.current?.isCancelRequested === false;
