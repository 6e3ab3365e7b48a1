import { Box, Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useParams } from 'react-router-dom';

import type { EntryStoryDto } from '../../../server/contract';
import { useGetLedgerEntryQuery } from '../../api/ledger';
import { ENTRY_PAGE } from '../../permissions';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Failure } from '../../ui/Failure';
import { useAllowed } from '../../useAllowed';
import { pathOf } from '../../paths';
import { Story } from './Story';
import { ReleaseButton } from './ReleaseButton';
import { ReverseButton } from './ReverseButton';

/** Rewards → Transaction ledger → one row: its whole story, at an address of its own. */
export function EntryPage() {
  const { entryId = '' } = useParams();
  return (
    <Page.Protect permissions={ENTRY_PAGE}>
      <Entry key={entryId} entryId={entryId} />
    </Page.Protect>
  );
}

function Entry({ entryId }: { readonly entryId: string }) {
  const translate = useTranslate();
  const {
    data: story,
    error,
    isFetching,
    refetch,
  } = useGetLedgerEntryQuery({ entryId }, { refetchOnMountOrArgChange: true });
  const title = useTitle(story);
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('entry.id', { id: entryId })}
        navigationAction={<BackButton fallback={pathOf('ledger')} />}
        primaryAction={story && <Corrections story={story} />}
      />
      <Layouts.Content>
        {error && !isFetching ? (
          <Failure error={error} what={translate('entry.failed')} onRetry={() => void refetch()} />
        ) : story ? (
          <Story story={story} />
        ) : (
          // As high as a story, so that nothing jumps when it arrives.
          <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

/** What the row does in a few words; until they are known, only that it is a row. */
function useTitle(story: EntryStoryDto | undefined): string {
  const translate = useTranslate();
  const { locale } = useIntl();
  if (!story) return translate('entry.title.loading');
  const { type, amount, held } = story.entry;
  const isHold = type === 'reserve' || type === 'release';
  const figure = isHold
    ? formatDecimal(held.replace('-', ''), locale, 'negative')
    : formatDecimal(amount, locale, 'always');
  return translate('entry.title', {
    type: translate(`ledger.type.${type}`),
    amount: figure,
    currency: story.currency.name,
  });
}

/** What can be done about the row, as far as the administrator may and the row allows it. */
function Corrections({ story }: { readonly story: EntryStoryDto }) {
  const may = useAllowed();
  return (
    <Flex gap={2}>
      {may('releaseHold') && story.entry.type === 'reserve' && story.hold?.status === 'open' && (
        <ReleaseButton hold={story.hold} />
      )}
      {may('reverseEntry') && story.reversible && <ReverseButton entryId={story.entry.id} />}
    </Flex>
  );
}
