import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Box, Flex, LinkButton } from '@strapi/design-system';
import { Link, useParams } from 'react-router-dom';

import type { PoolRowDto } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { useGetPoolQuery } from '../../api/missions';
import { pathOf } from '../../paths';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { ANEW, ListView, type ListWords } from '../../ui/list/ListView';
import type { ListSpec, PageQuery } from '../../ui/list/spec';
import { useListAddress } from '../../ui/list/useListAddress';
import { OpenButton } from '../../ui/OpenButton';
import { Panel } from '../../ui/Panel';
import { statusOf } from '../../ui/useExplain';
import { ROW_COLUMNS } from './columns';
import { MoveDialog } from './MoveDialog';
import { PoolFigures } from './PoolFigures';

const LIST: ListSpec<Omit<PageQuery, 'sort'>> = { standardSort: 'at:DESC' };

const WORDS: ListWords = { label: 'pools.rows', empty: 'pools.rows.empty' };

/** Rewards → Pools → one pool (A13): its figures, and every row that they are the sums of. */
export function PoolPage() {
  const { pool = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES.pools}>
      {/* Another one is another page: no draft and no open dialogue goes along. */}
      <Pool key={pool} code={pool} />
    </Page.Protect>
  );
}

function Pool({ code }: { readonly code: string }) {
  const translate = useTranslate();
  const may = useAllowed();
  const address = useListAddress(LIST);
  const { page, pageSize } = address.query;
  const query = useGetPoolQuery({ pool: code, page: String(page), pageSize: String(pageSize) }, ANEW);
  const { data, error, isFetching } = query;
  const isMissing = error !== undefined && statusOf(error) === 404;
  const pool = data?.pool;
  const title = pool?.name ?? (isMissing ? translate('pools.one.not-found') : code);
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={pool ? pool.code : '\u00a0'}
        navigationAction={<BackButton fallback={pathOf('pools')} />}
        primaryAction={
          pool &&
          may('movePool') && (
            <Flex gap={2} wrap="wrap">
              <OpenButton variant="secondary" label={translate('pools.act.withdraw')}>
                {(close) => <MoveDialog move="withdraw" pool={pool} onDone={close} />}
              </OpenButton>
              <OpenButton label={translate('pools.act.fund')}>
                {(close) => <MoveDialog move="fund" pool={pool} onDone={close} />}
              </OpenButton>
            </Flex>
          )
        }
      />
      <Layouts.Content>
        {isMissing ? (
          <LinkButton variant="secondary" tag={Link} to={pathOf('pools')}>
            {translate('pools.one.to-list')}
          </LinkButton>
        ) : (
          <Flex direction="column" alignItems="stretch" gap={6}>
            {/* As high as the figures, so that nothing jumps when they arrive. */}
            {pool ? <PoolFigures pool={pool} /> : <Box minHeight="9rem" />}
            <Panel isBare title={translate('pools.rows')}>
              <ListView
                {...{ address, words: WORDS, columns: ROW_COLUMNS }}
                list={{ ...query, data: data?.rows }}
                keyOf={({ id }: PoolRowDto) => id}
              />
            </Panel>
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
