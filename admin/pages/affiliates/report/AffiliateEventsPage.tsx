import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { AffiliateActTarget, AffiliateEventFilter, AffiliateEventRowDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useListAffiliateEventsQuery } from '../../../api/affiliates';
import { pathOf } from '../../../paths';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { FileButton } from '../../../ui/FileButton';
import { ANEW, ListView } from '../../../ui/list/ListView';
import type { Selection } from '../../../ui/list/Selection';
import { useListAddress } from '../../../ui/list/useListAddress';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { comparePath } from '../comparison/paths';
import { ActsBar } from './acts/ActsBar';
import { COLUMNS } from './columns';
import { EventsChart } from './EventsChart';
import { EVENT_LIST, EVENT_WORDS } from './list';
import { Totals } from './Totals';

/** Rewards → Affiliate events (C1 to C10): what was sent to affiliate systems, or tried, and what the successes come to. */
export function AffiliateEventsPage() {
  return (
    <Page.Protect permissions={PAGES['affiliate-events']}>
      <AffiliateEvents />
    </Page.Protect>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Side by side where there is room, so that rows are in sight. */
const Figures = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[4]};
  > section {
    display: flex;
    flex-direction: column;
  }
  @media (min-width: 1080px) {
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
  }
`;

function AffiliateEvents() {
  const translate = useTranslate();
  const may = useAllowed();
  const address = useListAddress(EVENT_LIST);
  const list = useListAffiliateEventsQuery(address.query, ANEW);
  const { data, currentData, isFetching } = list;
  const [picked, setPicked] = useState(NONE);
  // What was chosen on another page, or can be acted on no more, is chosen no more.
  const chosen = (currentData?.rows ?? []).filter(({ id, allows }) => picked.has(id) && allows.length > 0);
  const selection = useSelection(chosen, setPicked);
  useKeepFocus(chosen.length > 0);
  const maySend = may('actOnAffiliateEvents');
  const title = translate('affiliates.title');
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('affiliates.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {may('compareAffiliateEvents') && (
              <LinkButton variant="tertiary" tag={Link} to={comparePath(address.filter.system)}>
                {translate('affiliate-comparisons.link')}
              </LinkButton>
            )}
            {may('exportAffiliateEvents') && (
              <FileButton endpoint="exportAffiliateEvents" request={address.filter}>
                {translate('affiliates.export')}
              </FileButton>
            )}
          </Flex>
        }
      />
      <Layouts.Content>
        <ListView
          {...{ address, list, columns: COLUMNS, words: EVENT_WORDS }}
          keyOf={({ id }) => id}
          rowTo={({ id }) => pathOf('affiliate-events', id)}
          selection={maySend ? selection : undefined}
        >
          <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={3}>
            <Figures>
              <Totals list={data} />
              <EventsChart filter={address.filter} />
            </Figures>
            <Flex justifyContent="space-between" gap={3} wrap="wrap" minHeight="3.2rem">
              <Typography tag="h2" variant="delta" aria-live="polite">
                {data ? translate('affiliates.count', { total: data.total }) : '\u00a0'}
              </Typography>
              {maySend && (
                <ActsBar
                  chosen={chosen}
                  found={currentData && currentData.total > 0 ? foundBy(address.filter, currentData) : undefined}
                  onClosed={() => setPicked(NONE)}
                />
              )}
            </Flex>
          </Flex>
        </ListView>
      </Layouts.Content>
    </Page.Main>
  );
}

/** By the days that are shown: the server's own go on at midnight. */
const foundBy = (
  filter: AffiliateEventFilter,
  { startDate, endDate }: Required<Pick<AffiliateEventFilter, 'startDate' | 'endDate'>>,
): AffiliateActTarget => ({ filter: { ...filter, startDate, endDate } });

function useSelection(
  chosen: readonly AffiliateEventRowDto[],
  onChange: (chosen: ReadonlySet<string>) => void,
): Selection<AffiliateEventRowDto> {
  const translate = useTranslate();
  return {
    chosen: new Set(chosen.map(({ id }) => id)),
    onChange,
    canChoose: ({ allows }) => allows.length > 0,
    labelOfAll: translate('affiliates.choose.all'),
    labelOf: ({ id }) => translate('affiliates.choose', { id }),
  };
}
