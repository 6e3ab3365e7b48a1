import {
  DISCREPANCY_FILTERS,
  DISCREPANCY_KINDS,
  DISCREPANCY_SORTS,
  type DiscrepancyListQuery,
  SEVERITIES,
} from '../../../../server/contract';
import { MemberTag } from '../../../ui/list/MemberTag';
import type { ListWords } from '../../../ui/list/ListView';
import type { ListSpec } from '../../../ui/list/spec';
import { RunTag } from './RunTag';

/** D11. Which discrepancies the address asks for: the open ones unless it says otherwise, the gravest first. */
export const DISCREPANCY_LIST: ListSpec<DiscrepancyListQuery> = {
  sorts: DISCREPANCY_SORTS,
  standardSort: 'severity:DESC',
  filters: [
    {
      kind: 'segments',
      name: 'status',
      label: 'column.status',
      options: DISCREPANCY_FILTERS.map((value) => ({ value, label: `reconciliation.filter.${value}` })),
      standard: 'open',
    },
    {
      kind: 'choice',
      name: 'severity',
      label: 'reconciliation.column.severity',
      all: 'reconciliation.severity.all',
      options: SEVERITIES.map((value) => ({ value, label: `reconciliation.severity.${value}` })),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: 'reconciliation.column.kind',
      all: 'reconciliation.kind.all',
      options: DISCREPANCY_KINDS.map((value) => ({ value, label: `reconciliation.kind.${value}` })),
    },
    { kind: 'tag', name: 'member', Tag: MemberTag },
    { kind: 'tag', name: 'run', Tag: RunTag },
  ],
};

export const DISCREPANCY_WORDS: ListWords = {
  label: 'reconciliation.list',
  empty: 'reconciliation.empty',
  noMatch: 'reconciliation.no-match',
  loading: 'reconciliation.list.loading',
  failed: 'reconciliation.list.failed',
};

/** That nothing is open is good news only where a run has come to its end. */
export const WORDS_BEFORE_ANY_RUN: ListWords = { ...DISCREPANCY_WORDS, empty: 'reconciliation.empty.unseen' };
