import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { useAllowed } from '../../allowed';
import { useListMembersQuery } from '../../api/members';
import { pathOf } from '../../paths';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { FileButton } from '../../ui/FileButton';
import { ANEW, ListView } from '../../ui/list/ListView';
import { useListAddress } from '../../ui/list/useListAddress';
import { NewMember } from './edit/NewMember';
import { COLUMNS, MEMBER_LIST, MEMBER_WORDS } from './list';

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
  const address = useListAddress(MEMBER_LIST);
  const list = useListMembersQuery(address.query, ANEW);
  const title = translate('members.title');
  const { data } = list;
  // Of a search, all that it finds; of the whole directory, what the page shows of it.
  const shown = address.isFiltered ? data?.total : data?.rows.length;
  const count = data && translate('members.count', { shown: shown ?? 0, total: data.totalMembers });

  return (
    <Page.Main aria-busy={list.isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        // A blank line keeps the place of the count, so that nothing jumps when it is there.
        subtitle={count ?? '\u00a0'}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {may('exportDirectory') && (
              <FileButton endpoint="exportDirectory" request={address.filter}>
                {translate('members.export')}
              </FileButton>
            )}
            {may('createMember') && <NewMember />}
          </Flex>
        }
      />
      <Layouts.Content>
        <ListView
          {...{ address, list, columns: COLUMNS, words: MEMBER_WORDS }}
          keyOf={({ id }) => id}
          rowTo={({ id }) => pathOf('members', id)}
        />
      </Layouts.Content>
    </Page.Main>
  );
}
