import { LEDGER_SEARCH_LENGTH, LEDGER_SEGMENTS, LEDGER_SORTS, type LedgerListQuery } from '../../../server/contract';
import { LEDGER_COLUMNS } from '../../ui/ledger/columns';
import type { ListWords } from '../../ui/list/ListView';
import { MemberTag } from '../../ui/list/MemberTag';
import type { ListSpec } from '../../ui/list/spec';

/** B7. Which rows the page shows, and in which order. */
export const LEDGER_LIST: ListSpec<LedgerListQuery> = {
  sorts: LEDGER_SORTS,
  standardSort: 'posted:DESC',
  filters: [
    {
      kind: 'segments',
      name: 'segment',
      label: 'ledger.segments',
      options: LEDGER_SEGMENTS.map((value) => ({ value, label: `ledger.segment.${value}` })),
      standard: 'all',
    },
    { kind: 'currency', name: 'currency' },
    { kind: 'days', from: 'from', to: 'to' },
    {
      kind: 'search',
      name: 'search',
      label: 'ledger.search',
      placeholder: 'ledger.search.placeholder',
      maxLength: LEDGER_SEARCH_LENGTH,
    },
    { kind: 'tag', name: 'member', Tag: MemberTag },
  ],
};

export const LEDGER_WORDS: ListWords = {
  label: 'ledger.title',
  empty: 'ledger.empty',
  noMatch: 'ledger.no-match',
  loading: 'ledger.loading',
  failed: 'ledger.failed',
};

const { txn, member, type, amount, reason, lot, posted } = LEDGER_COLUMNS;
export const COLUMNS = [txn, member, type, amount, reason, lot, posted];
