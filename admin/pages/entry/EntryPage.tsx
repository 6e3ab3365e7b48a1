import { Box, Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useParams } from 'react-router-dom';

import type { EntryDetailDto } from '../../../server/contract';
import { useGetLedgerEntryQuery } from '../../api/ledger';
import { ENTRY_PAGE } from '../../permissions';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Failure } from '../../ui/Failure';
import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';
import { EntryDetail } from './EntryDetail';
import { ReleaseButton } from './ReleaseButton';
import { ReverseButton } from './ReverseButton';

/** Rewards → Transaction ledger → one row: its whole detail, at an address of its own. */
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
    data: detail,
    error,
    isFetching,
    refetch,
  } = useGetLedgerEntryQuery({ entryId }, { refetchOnMountOrArgChange: true });
  const title = useTitle(detail);
  // Beside what is there already, and whatever is being typed.
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('entry.failed')} onRetry={() => void refetch()} />
  );
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={translate('entry.id', { id: entryId })}
        navigationAction={<BackButton fallback={pathOf('ledger')} />}
        primaryAction={detail && <Corrections detail={detail} />}
      />
      <Layouts.Content>
        {failure}
        {detail && <EntryDetail detail={detail} />}
        {/* As high as the page, so that nothing jumps when it arrives. */}
        {!detail && !failure && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />}
      </Layouts.Content>
    </Page.Main>
  );
}

/** What the row does in a few words; until they are known, only that it is a row. */
function useTitle(detail: EntryDetailDto | undefined): string {
  const translate = useTranslate();
  const { locale } = useIntl();
  if (!detail) return translate('entry.title.loading');
  const { type, amount, held } = detail.entry;
  const isHold = type === 'reserve' || type === 'release';
  const figure = isHold
    ? formatDecimal(held.replace('-', ''), locale, 'negative')
    : formatDecimal(amount, locale, 'always');
  return translate('entry.title', {
    type: translate(`ledger.type.${type}`),
    amount: figure,
    currency: detail.currency.name,
  });
}

/** What can be done about the row, as far as the administrator may and the row allows it. */
function Corrections({ detail }: { readonly detail: EntryDetailDto }) {
  const may = useAllowed();
  return (
    <Flex gap={2}>
      {may('releaseHold') && detail.entry.type === 'reserve' && detail.hold?.status === 'open' && (
        <ReleaseButton hold={detail.hold} />
      )}
      {may('reverseEntry') && detail.reversible && <ReverseButton detail={detail} />}
    </Flex>
  );
}
