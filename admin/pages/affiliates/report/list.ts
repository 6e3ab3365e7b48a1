import {
  AFFILIATE_EVENT_STATUSES,
  AFFILIATE_EVENT_TYPES,
  AFFILIATE_LIMITS,
  AFFILIATE_PAGE_SIZE,
  AFFILIATE_PAGE_SIZES,
  AFFILIATE_WINDOW_DAYS,
  type AffiliateEventQuery,
} from '../../../../server/contract';
import type { ListWords } from '../../../ui/list/ListView';
import type { ListSpec } from '../../../ui/list/spec';
import { standardDays } from '../../../ui/list/standardDays';
import { SystemField } from './SystemField';

/** C3. Which events the address asks for: those of the last seven days unless it says otherwise. */
export const EVENT_LIST: ListSpec<AffiliateEventQuery> = {
  standardSort: 'created:DESC',
  isStaged: true,
  hasReset: true,
  pageSize: AFFILIATE_PAGE_SIZE,
  pageSizes: AFFILIATE_PAGE_SIZES,
  filters: [
    {
      kind: 'utc-days',
      from: { name: 'startDate', label: 'affiliates.filter.start' },
      to: { name: 'endDate', label: 'affiliates.filter.end' },
      standard: standardDays(AFFILIATE_WINDOW_DAYS),
    },
    {
      kind: 'choice',
      name: 'eventType',
      label: 'affiliates.filter.type',
      all: 'affiliates.filter.type.all',
      options: AFFILIATE_EVENT_TYPES.map((value) => ({ value, label: `affiliates.type.${value}` }) as const),
    },
    {
      kind: 'choice',
      name: 'status',
      label: 'affiliates.filter.status',
      all: 'affiliates.filter.status.all',
      options: AFFILIATE_EVENT_STATUSES.map((value) => ({ value, label: `affiliates.status.${value}` }) as const),
    },
    { kind: 'own', name: 'system', Field: SystemField },
    {
      kind: 'search',
      name: 'partner',
      address: 'partner',
      label: 'affiliates.filter.partner',
      placeholder: 'affiliates.filter.partner.placeholder',
      maxLength: AFFILIATE_LIMITS.identifier,
    },
  ],
};

export const EVENT_WORDS: ListWords = {
  label: 'affiliates.list',
  empty: 'affiliates.empty',
  noMatch: 'affiliates.no-match',
  loading: 'affiliates.loading',
  failed: 'affiliates.failed',
};
