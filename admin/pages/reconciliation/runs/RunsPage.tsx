import { BackButton, Layouts, Page } from '@strapi/strapi/admin';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useListReconciliationRunsQuery } from '../../../api/reconciliation';
import { discrepanciesOfRunPath, pathOf } from '../../../paths';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import type { Column } from '../../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../../ui/list/ListView';
import type { ListSpec, PageQuery } from '../../../ui/list/spec';
import { useListAddress } from '../../../ui/list/useListAddress';
import { useAskAnew } from '../../../ui/useAskAnew';
import { useLiveReconciliation } from '../useLiveReconciliation';
import { OutcomeCell } from './OutcomeCell';
import { RunCounts } from './RunCounts';
import { RunExport } from './RunExport';
import { ScopeCell } from './ScopeCell';
import { StartedCell } from './StartedCell';

const LIST: ListSpec<Omit<PageQuery, 'sort'>> = { standardSort: 'started:DESC' };

const WORDS: ListWords = {
  label: 'reconciliation.runs',
  empty: 'reconciliation.last.none',
  loading: 'reconciliation.runs.loading',
  failed: 'reconciliation.runs.failed',
};

/** A row for each run, which leads to what it saw. */
const COLUMNS: readonly Column<ReconciliationRunDto>[] = [
  {
    id: 'started',
    label: 'reconciliation.run.started',
    priority: 1,
    maxWidth: '24rem',
    cell: (run) => <StartedCell run={run} />,
  },
  {
    id: 'status',
    label: 'reconciliation.run.status',
    priority: 1,
    maxWidth: '32rem',
    cell: (run) => <OutcomeCell run={run} />,
  },
  {
    id: 'type',
    label: 'reconciliation.run.type',
    priority: 3,
    maxWidth: '18rem',
    cell: (run) => <ScopeCell run={run} />,
  },
  { id: 'counts', label: 'reconciliation.run.counts', maxWidth: '16rem', cell: (run) => <RunCounts run={run} /> },
  {
    id: 'export',
    label: 'reconciliation.export',
    priority: 1,
    needs: 'exportReconciliationRun',
    cell: (run) => run.completedAt !== null && <RunExport run={run} />,
  },
];

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
  const address = useListAddress(LIST);
  const list = useListReconciliationRunsQuery(address.query, ANEW);
  const { data: live, standing } = useLiveReconciliation();
  const { data, isFetching, refetch } = list;
  const current = live?.current ?? null;
  // A run that has begun stands in the list as one that has ended does.
  useAskAnew(refetch, standing === undefined ? undefined : `${standing} ${current?.id ?? ''}`);
  const rows = data?.rows.map((run) => (run.id === current?.id ? current : run));
  const title = translate('reconciliation.runs');

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={data ? translate('reconciliation.runs.count', { total: data.total }) : '\u00a0'}
        navigationAction={<BackButton fallback={pathOf('reconciliation')} />}
      />
      <Layouts.Content>
        <ListView
          {...{ address, columns: COLUMNS, words: WORDS }}
          list={data && rows ? { ...list, data: { ...data, rows } } : list}
          keyOf={({ id }) => id}
          rowTo={({ id }) => discrepanciesOfRunPath(id)}
        />
      </Layouts.Content>
    </Page.Main>
  );
}
