import { Layouts, Page } from '@strapi/strapi/admin';

import { useListLedgerEntriesQuery } from '../../api/ledger';
import { useAllowed } from '../../allowed';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { FileButton } from '../../ui/FileButton';
import { useEntryTo } from '../../ui/ledger/useEntryTo';
import { ANEW, ListView } from '../../ui/list/ListView';
import { useListAddress } from '../../ui/list/useListAddress';
import { DueHoldsPanel } from './DueHoldsPanel';
import { ExpiringPanel } from './ExpiringPanel';
import { HealthBanner } from './HealthBanner';
import { LedgerEconomy } from './LedgerEconomy';
import { COLUMNS, LEDGER_LIST, LEDGER_WORDS } from './list';

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
  const may = useAllowed();
  const address = useListAddress(LEDGER_LIST);
  const list = useListLedgerEntriesQuery(address.query, ANEW);
  const rowTo = useEntryTo();
  const title = translate('ledger.title');
  const { segment, currency } = address.filter;
  const { sort } = address.query;

  return (
    <Page.Main aria-busy={list.isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        // A blank line keeps the place of the count, so that nothing jumps when it is there.
        subtitle={list.data ? countOf(list.data.total) : '\u00a0'}
        primaryAction={
          may('exportLedger') && (
            <FileButton endpoint="exportLedger" request={{ ...address.filter, ...(sort && { sort }) }}>
              {translate('ledger.export')}
            </FileButton>
          )
        }
      />
      <Layouts.Content>
        <HealthBanner />
        <LedgerEconomy />
        <ListView
          address={address}
          list={list}
          columns={COLUMNS}
          words={LEDGER_WORDS}
          keyOf={({ id }) => id}
          rowTo={rowTo}
        >
          {segment === 'expirations' && <ExpiringPanel currency={currency} />}
          {segment === 'reservations' && <DueHoldsPanel currency={currency} />}
        </ListView>
      </Layouts.Content>
    </Page.Main>
  );

  function countOf(total: number): string {
    if (address.isFiltered) return translate('ledger.count.matching', { total });
    return sort ? translate('ledger.count.sorted', { total }) : translate('ledger.count', { total });
  }
}
