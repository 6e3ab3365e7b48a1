import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ReconciliationOverviewDto } from '../../../server/contract';
import type { RequestError } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { PartFailure } from '../../ui/PartFailure';
import { OpenBySeverity } from './OpenBySeverity';
import { RunPanel } from './RunPanel';
import { TrendPanel } from './TrendPanel';

interface DashboardProps {
  readonly overview: ReconciliationOverviewDto | undefined;
  readonly error: RequestError | undefined;
  readonly onRetry: () => void;
}

/** The state of things above the list. That it cannot be asked for is no reason not to show the list. */
export function Dashboard({ overview, error, onRetry }: DashboardProps) {
  const translate = useTranslate();
  const failure = error && (
    <PartFailure error={error} what={translate('reconciliation.overview.failed')} onRetry={onRetry} />
  );
  if (!overview) return failure ?? <Grid aria-hidden>{SKELETON}</Grid>;
  return (
    <>
      {failure}
      <Grid>
        <RunPanel overview={overview} />
        <div>
          <OpenBySeverity overview={overview} />
          <TrendPanel trend={overview.trend} />
        </div>
      </Grid>
    </>
  );
}

/** As high as the panels, so that nothing jumps when they are there. */
const SKELETON = ['run', 'open'].map((key) => (
  <Box key={key} background="neutral0" hasRadius shadow="tableShadow" minHeight="48rem" />
));

const Grid = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(38rem, 100%), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  > * {
    min-width: 0;
  }
  > div {
    display: grid;
    gap: ${({ theme }) => theme.spaces[4]};
    align-content: start;
  }
`;
