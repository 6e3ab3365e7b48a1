import { Box, Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { OverviewDto } from '../../../server/contract';
import { useGetOverviewQuery } from '../../api/ledger';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import { EconomyCards } from '../../ui/Economy';
import { Failure } from '../../ui/Failure';
import { Attention } from './Attention';
import { EconomyCharts } from './EconomyCharts';
import { LatestRows } from './LatestRows';

/** Rewards → Overview: how the economy stands, what needs somebody, what happened last. */
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
  const title = translate('overview.title');
  const at = data && formatDate(data.economy.asOf, TO_THE_MINUTE);
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={at ? translate('overview.as-of', { at }) : ' '} />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('overview.failed')} onRetry={() => void refetch()} />
        ) : (
          <Parts overview={data} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function Parts({ overview }: { readonly overview: OverviewDto | undefined }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
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
    </Flex>
  );
}
