import { Box } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { DIRECTORY_SEARCH_LENGTH, type DirectorySort } from '../../../server/contract';
import { useListMembersQuery } from '../../api/members';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { FileButton } from '../../ui/FileButton';
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
  const query = usePageQuery<DirectorySort>();
  const { data, error, isFetching, refetch } = useListMembersQuery(query, { refetchOnMountOrArgChange: true });
  const title = translate('members.title');
  const { search } = query;
  // Of a search, all that it finds; of the whole directory, what the page shows of it.
  const shown = search === undefined ? data?.rows.length : data?.total;
  const count = data && translate('members.count', { shown: shown ?? 0, total: data.totalMembers });

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        // A blank line keeps the place of the count, so that nothing jumps when it is there.
        subtitle={count ?? '\u00a0'}
        primaryAction={
          may('exportDirectory') && (
            <FileButton endpoint="exportDirectory" request={{ search }}>
              {translate('members.export')}
            </FileButton>
          )
        }
      />
      <Layouts.Action
        startActions={
          <Box width="32rem" maxWidth="100%">
            <SearchField
              label={translate('members.search')}
              placeholder={translate('members.search.placeholder')}
              clearLabel={translate('members.search.clear')}
              maxLength={DIRECTORY_SEARCH_LENGTH}
            />
          </Box>
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
