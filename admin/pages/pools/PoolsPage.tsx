import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import type { PoolDto } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { useListPoolsQuery } from '../../api/missions';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { DataTable } from '../../ui/list/DataTable';
import { ListEmpty } from '../../ui/list/ListEmpty';
import { ANEW } from '../../ui/list/ListView';
import { OpenButton } from '../../ui/OpenButton';
import { POOL_COLUMNS, poolPath } from './columns';
import { NewPool } from './NewPool';

/** Rewards → Pools (A13): the budgets that missions pay from. */
export function PoolsPage() {
  return (
    <Page.Protect permissions={PAGES.pools}>
      <Pools />
    </Page.Protect>
  );
}

function Pools() {
  const translate = useTranslate();
  const may = useAllowed();
  const { data, error, isFetching, refetch } = useListPoolsQuery({}, ANEW);
  const title = translate('pools.title');
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('pools.subtitle')}
        primaryAction={
          may('createPool') && (
            <OpenButton label={translate('pools.new')}>{(close) => <NewPool onDone={close} />}</OpenButton>
          )
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {error && !isFetching ? (
            <Failure error={error} what={translate('list.failed')} onRetry={() => void refetch()} />
          ) : (
            <DataTable<PoolDto>
              label={title}
              columns={POOL_COLUMNS}
              rows={data}
              keyOf={({ id }) => id}
              {...(may('getPool') && { rowTo: ({ code }) => poolPath(code) })}
              empty={<ListEmpty total={0}>{translate('pools.empty')}</ListEmpty>}
            />
          )}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
