import { BackButton, Layouts, Page } from '@strapi/strapi/admin';

import { useListReconciliationRunsQuery } from '../../../api/reconciliation';
import { pathOf } from '../../../paths';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { Failure } from '../../../ui/Failure';
import { ListEmpty } from '../../../ui/ListEmpty';
import { ListPager } from '../../../ui/ListPager';
import { useAskAnew } from '../../../ui/useAskAnew';
import { usePageQuery } from '../../../ui/usePageQuery';
import { useLiveReconciliation } from '../useLiveReconciliation';
import { RunTable } from './RunTable';

/** Rewards → Reconciliation → Runs: every run, newest first, at an address of its own, because it has pages of its own. */
export function RunsPage() {
  return (
    <Page.Protect permissions={PAGES.reconciliation}>
      <Runs />
    </Page.Protect>
  );
}

function Runs() {
  const translate = useTranslate();
  const { page, pageSize } = usePageQuery();
  const { data, error, isFetching, refetch } = useListReconciliationRunsQuery(
    { page, pageSize },
    { refetchOnMountOrArgChange: true },
  );
  const { data: live, standing } = useLiveReconciliation();
  const current = live?.current ?? null;
  // A run that has begun stands in the list as one that has ended does.
  useAskAnew(refetch, standing === undefined ? undefined : `${standing} ${current?.id ?? ''}`);
  const rows = data?.rows.map((run) => (run.id === current?.id ? current : run));
  const title = translate('reconciliation.runs');
  const total = data?.total ?? 0;

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={data ? translate('reconciliation.runs.count', { total }) : '\u00a0'}
        navigationAction={<BackButton fallback={pathOf('reconciliation')} />}
      />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('reconciliation.runs.failed')} onRetry={() => void refetch()} />
        ) : (
          <>
            <RunTable
              rows={rows}
              isStale={isFetching && data !== undefined}
              empty={<ListEmpty total={total}>{translate('reconciliation.last.none')}</ListEmpty>}
            />
            <ListPager list={data} />
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
