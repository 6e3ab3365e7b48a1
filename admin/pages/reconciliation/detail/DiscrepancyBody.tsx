import { Typography } from '@strapi/design-system';

import type { DiscrepancyDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { DetailGrid } from '../../../ui/DetailGrid';
import { Panel } from '../../../ui/Panel';
import { Evidence } from './Evidence';
import { Finding } from './Finding';
import { History } from './History';
import { Sightings } from './Sightings';
import { Suggestion } from './Suggestion';

/** All that is known of a discrepancy. The proof is wide, so it has a row of its own. */
export function DiscrepancyBody({ discrepancy }: { readonly discrepancy: DiscrepancyDto }) {
  const translate = useTranslate();
  const { kind } = discrepancy;
  return (
    <DetailGrid>
      <Panel title={translate('reconciliation.finding')}>
        <Typography tag="p" textColor="neutral800" paddingBottom={4}>
          {translate(`reconciliation.meaning.${kind}`)}
        </Typography>
        <Finding discrepancy={discrepancy} />
      </Panel>
      <div>
        <Panel title={translate('reconciliation.suggestion')}>
          <Suggestion suggestion={discrepancy.suggestion} currency={discrepancy.currency} />
        </Panel>
        <Panel title={translate('reconciliation.sightings')}>
          <Sightings discrepancy={discrepancy} />
        </Panel>
      </div>
      <div data-wide>
        <Panel title={translate('reconciliation.evidence')}>
          <Evidence evidence={discrepancy.evidence} />
        </Panel>
        <Panel title={translate('reconciliation.history')}>
          <History history={discrepancy.history} />
        </Panel>
      </div>
    </DetailGrid>
  );
}
