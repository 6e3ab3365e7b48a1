import { Box, Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { OverviewDto } from '../../../server/contract';
import { useGetFirstStepsQuery } from '../../api/first-steps';
import { useGetOverviewQuery } from '../../api/ledger';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import { EconomyCards } from '../../ui/Economy';
import { Failure } from '../../ui/Failure';
import { PartFailure } from '../../ui/PartFailure';
import { Attention } from './Attention';
import { EconomyCharts } from './EconomyCharts';
import { FirstSteps } from './first-steps/FirstSteps';
import { MissingCurrencies } from './first-steps/MissingCurrencies';
import { isDone } from './first-steps/progress';
import { StepsLeft } from './first-steps/StepsLeft';
import { LatestRows } from './LatestRows';

/** Rewards → Overview: how the economy stands, what needs somebody, what happened last; until then, what to do first. */
export function OverviewPage() {
  return (
    <Page.Protect permissions={PAGES.overview}>
      <Overview />
    </Page.Protect>
  );
}

function Overview() {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const { data, error, isFetching, refetch } = useGetOverviewQuery({}, { refetchOnMountOrArgChange: true });
  const steps = useGetFirstStepsQuery({}, { refetchOnMountOrArgChange: true });
  const title = translate('overview.title');
  const isUnused = steps.data !== undefined && !isDone(steps.data, 'posting');
  const at = data && !isUnused && formatDate(data.economy.asOf, TO_THE_MINUTE);
  // Which of the two there is to show is not known before; and who looks again has seen the figures already.
  const overview = (steps.data ?? steps.error) ? data : undefined;
  return (
    <Page.Main aria-busy={isFetching || steps.isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={at ? translate('overview.as-of', { at }) : ' '} />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('overview.failed')} onRetry={() => void refetch()} />
        ) : (
          <Flex direction="column" alignItems="stretch" gap={5}>
            {steps.error && !steps.isFetching && (
              <PartFailure
                error={steps.error}
                what={translate('first-steps.failed')}
                onRetry={() => void steps.refetch()}
              />
            )}
            {steps.data && <MissingCurrencies of={steps.data} />}
            {steps.data && (isUnused ? <FirstSteps of={steps.data} /> : <StepsLeft of={steps.data} />)}
            {!isUnused && <Parts overview={overview} />}
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function Parts({ overview }: { readonly overview: OverviewDto | undefined }) {
  return (
    <>
      <EconomyCards currencies={overview?.economy.currencies} />
      {overview ? (
        <>
          <Attention attention={overview.attention} />
          <EconomyCharts economy={overview.economy} series={overview.series} />
          <LatestRows rows={overview.latest} />
        </>
      ) : (
        <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" aria-hidden />
      )}
    </>
  );
}
