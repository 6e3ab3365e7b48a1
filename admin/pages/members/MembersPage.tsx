import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';

import { DIRECTORY_SEARCH_LENGTH, type DirectorySort } from '../../../server/contract';
import { useListMembersQuery } from '../../api/members';
import { useDownload } from '../../api/useDownload';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { SearchField } from '../../ui/SearchField';
import { usePageQuery } from '../../ui/usePageQuery';
import { useAllowed } from '../../useAllowed';
import { DirectoryTable } from './DirectoryTable';

/** Rewards → Members (B13): everyone with a balance, a badge or any activity. */
export function MembersPage() {
  return (
    <Page.Protect permissions={PAGES.members}>
      <Members />
    </Page.Protect>
  );
}

function Members() {
  const translate = useTranslate();
  const may = useAllowed();
  const { download, isLoading: isExporting } = useDownload();
  const query = usePageQuery<DirectorySort>();
  const { data, error, isFetching, refetch } = useListMembersQuery(query, { refetchOnMountOrArgChange: true });
  const title = translate('members.title');
  const { search } = query;
  const count = data && translate('members.count', { shown: data.total, total: data.totalMembers });

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        // A blank line keeps the place of the count, so that nothing jumps when it is there.
        subtitle={count ?? '\u00a0'}
        primaryAction={
          may('exportDirectory') && (
            <Button
              variant="secondary"
              startIcon={<Download />}
              loading={isExporting}
              onClick={() => void download('exportDirectory', { search }, 'rewards-members.csv')}
            >
              {translate('members.export')}
            </Button>
          )
        }
      />
      <Layouts.Action
        startActions={
          <SearchField
            label={translate('members.search')}
            placeholder={translate('members.search.placeholder')}
            clearLabel={translate('members.search.clear')}
            maxLength={DIRECTORY_SEARCH_LENGTH}
          />
        }
      />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('members.failed')} onRetry={() => void refetch()} />
        ) : (
          <>
            <DirectoryTable
              rows={data?.rows}
              isStale={isFetching && data !== undefined}
              empty={
                <ListEmpty total={data?.total ?? 0}>
                  {search === undefined ? translate('members.empty') : translate('members.not-found', { search })}
                </ListEmpty>
              }
            />
            <ListPager list={data} />
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
