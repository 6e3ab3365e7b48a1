import { Layouts, Page, Pagination } from '@strapi/strapi/admin';

import { LEDGER_PAGE_SIZE, LEDGER_PAGE_SIZES } from '../../../server/contract';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { LedgerEmpty } from './LedgerEmpty';
import { LedgerFailure } from './LedgerFailure';
import { LedgerTable } from './LedgerTable';
import { useLedgerPage } from './useLedgerPage';

/** Rewards → Transaction ledger: every row of every account, newest first. */
export function LedgerPage() {
  return (
    <Page.Protect permissions={PAGES.ledger}>
      <Ledger />
    </Page.Protect>
  );
}

function Ledger() {
  const translate = useTranslate();
  const { currentData, data, error, isFetching, refetch } = useLedgerPage();
  const title = translate('ledger.title');
  // Of the page before, until this one is there: the count and the pager do not blink.
  const total = data?.total;
  const pageCount = data && Math.ceil(data.total / data.pageSize);

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={total === undefined ? '' : translate('ledger.count', { total })} />
      <Layouts.Content>
        {error && !isFetching ? (
          <LedgerFailure error={error} onRetry={() => void refetch()} />
        ) : (
          <>
            <LedgerTable rows={currentData?.rows} empty={<LedgerEmpty total={total ?? 0} />} />
            <Pagination.Root pageCount={pageCount} total={total} defaultPageSize={LEDGER_PAGE_SIZE}>
              <Pagination.PageSize options={LEDGER_PAGE_SIZES.map(String)} />
              <Pagination.Links />
            </Pagination.Root>
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}
