import { Box, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { useAllowed } from '../../allowed';
import { useListClubEventsQuery } from '../../api/club';
import { pathOf } from '../../paths';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { FileButton } from '../../ui/FileButton';
import { ANEW, ListView } from '../../ui/list/ListView';
import { useListAddress } from '../../ui/list/useListAddress';
import { ClubFigures } from './ClubFigures';
import { COLUMNS } from './columns';
import { CLUB_LIST, CLUB_WORDS } from './list';

/** Rewards → Events (A2 to A6, A11): what came in, what was decided on it, and what was paid. */
export function ClubEventsPage() {
  return (
    <Page.Protect permissions={PAGES['club-events']}>
      <ClubEvents />
    </Page.Protect>
  );
}

function ClubEvents() {
  const translate = useTranslate();
  const may = useAllowed();
  const address = useListAddress(CLUB_LIST);
  const list = useListClubEventsQuery(address.query, ANEW);
  const { data, isFetching } = list;
  const title = translate('club.title');
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('club.subtitle')}
        primaryAction={
          may('exportClubEvents') && (
            <FileButton endpoint="exportClubEvents" request={address.filter}>
              {translate('club.export')}
            </FileButton>
          )
        }
      />
      <Layouts.Content>
        <ListView
          {...{ address, list, columns: COLUMNS, words: CLUB_WORDS }}
          keyOf={({ id }) => id}
          rowTo={({ id }) => pathOf('club-events', id)}
        >
          <Box paddingBottom={5}>
            <ClubFigures filter={address.filter} />
          </Box>
          <Box paddingBottom={3}>
            <Typography tag="h2" variant="delta" aria-live="polite">
              {data ? translate('club.count', { total: data.total }) : '\u00a0'}
            </Typography>
          </Box>
        </ListView>
      </Layouts.Content>
    </Page.Main>
  );
}
