import { Button } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { useListLedgerEntriesQuery } from '../../api/ledger';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { useAllowed } from '../../useAllowed';
import { DueHoldsPanel } from './DueHoldsPanel';
import { ExpiringPanel } from './ExpiringPanel';
import { ExportButton } from './ExportButton';
import { HealthBanner } from './HealthBanner';
import { LedgerEconomy } from './LedgerEconomy';
import { LedgerFilters } from './LedgerFilters';
import { LedgerTable } from './LedgerTable';
import { useLedgerAddress } from './useLedgerAddress';

/** Rewards → Transaction ledger: every row of every account, newest first, and how the balances stand. */
export function LedgerPage() {
  return (
    <Page.Protect permissions={PAGES.ledger}>
      <Ledger />
    </Page.Protect>
  );
}

function Ledger() {
  const translate = useTranslate();
  const address = useLedgerAddress();
  // A ledger grows by itself, so nothing that was read before is shown again without asking.
  const rows = useListLedgerEntriesQuery(address.list, { refetchOnMountOrArgChange: true });
  const { currentData, data, error, isFetching, refetch } = rows;
  const may = useAllowed();
  const title = translate('ledger.title');
  // Of the page before, until this one is there: the count and the pager do not blink.
  const total = data?.total;
  const memberName = currentData?.rows.find(({ member }) => member.id === address.query.member)?.member.name;

  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={total === undefined ? ' ' : countOf(total)}
        primaryAction={may('exportLedger') && <ExportButton filter={address.filter} sort={address.sort} />}
      />
      <Layouts.Content>
        <HealthBanner />
        <LedgerEconomy />
        <LedgerFilters address={address} memberName={memberName ?? undefined} />
        {address.query.segment === 'expirations' && <ExpiringPanel currency={address.query.currency} />}
        {address.query.segment === 'reservations' && <DueHoldsPanel currency={address.query.currency} />}
        {error && !isFetching ? (
          <Failure error={error} what={translate('ledger.failed')} onRetry={() => void refetch()} />
        ) : (
          <>
            <LedgerTable
              rows={currentData?.rows}
              empty={
                address.isFiltered ? (
                  <ListEmpty
                    total={total ?? 0}
                    action={
                      <Button variant="secondary" onClick={address.clear}>
                        {translate('ledger.clear')}
                      </Button>
                    }
                  >
                    {translate('ledger.no-match')}
                  </ListEmpty>
                ) : (
                  <ListEmpty total={total ?? 0}>{translate('ledger.empty')}</ListEmpty>
                )
              }
            />
            <ListPager list={data} />
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );

  function countOf(total: number): string {
    if (address.isFiltered) return translate('ledger.count.matching', { total });
    return address.sort ? translate('ledger.count.sorted', { total }) : translate('ledger.count', { total });
  }
}
