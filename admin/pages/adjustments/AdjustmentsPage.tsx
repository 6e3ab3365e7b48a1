import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { AdjustmentSort } from '../../../server/contract';
import { useListAdjustmentsQuery } from '../../api/adjustments';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { Panel } from '../../ui/Panel';
import { usePageQuery } from '../../ui/usePageQuery';
import { useAllowed } from '../../useAllowed';
import { AdjustmentForm } from './AdjustmentForm';
import { AuditTable } from './AuditTable';

/** Rewards → Manual adjustments (B18 to B20): the form for whoever may post, and all that were posted for whoever may look. */
export function AdjustmentsPage() {
  return (
    <Page.Protect permissions={PAGES.adjustments}>
      <Adjustments />
    </Page.Protect>
  );
}

function Adjustments() {
  const translate = useTranslate();
  const may = useAllowed();
  const title = translate('adjustments.title');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={translate('adjustments.subtitle')} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {may('postAdjustment') && (
            <Panel title={translate('adjustments.form')}>
              <AdjustmentForm />
            </Panel>
          )}
          {may('listAdjustments') && <Audit />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

function Audit() {
  const translate = useTranslate();
  const { page, pageSize, sort } = usePageQuery<AdjustmentSort>();
  const { data, error, isFetching, refetch } = useListAdjustmentsQuery(
    { page, pageSize, sort },
    { refetchOnMountOrArgChange: true },
  );
  const total = data?.total ?? 0;
  if (error && !isFetching) {
    return <Failure error={error} what={translate('adjustments.failed')} onRetry={() => void refetch()} />;
  }
  return (
    <Panel title={data ? translate('adjustments.count', { total }) : translate('adjustments.audit')}>
      <div aria-busy={isFetching}>
        <AuditTable
          rows={data?.rows}
          isStale={isFetching && data !== undefined}
          empty={<ListEmpty total={total}>{translate('adjustments.empty')}</ListEmpty>}
        />
        <ListPager list={data} />
      </div>
    </Panel>
  );
}
