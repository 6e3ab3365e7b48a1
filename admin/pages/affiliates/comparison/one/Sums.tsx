import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { AffiliateComparisonSumDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { asMoney, difference, formatDecimal } from '../../../../ui/decimal';
import { type SmallColumn, SmallTable } from '../../../../ui/SmallTable';

/** What the rows of each result come to on both sides, a currency apart. */
export function Sums({ sums }: { readonly sums: readonly AffiliateComparisonSumDto[] }) {
  const translate = useTranslate();
  const { locale, formatNumber } = useIntl();
  if (sums.length === 0) {
    return <Typography textColor="neutral600">{translate('affiliate-comparisons.sums.none')}</Typography>;
  }
  const columns: SmallColumn<AffiliateComparisonSumDto>[] = [
    {
      name: 'kind',
      label: translate('affiliate-comparisons.column.result'),
      isHeading: true,
      cell: ({ kind }) => translate(`affiliate-comparisons.kind.${kind}`),
    },
    {
      name: 'currency',
      label: translate('column.currency'),
      cell: ({ currency }) => currency ?? translate('affiliate-comparisons.no-amount'),
    },
    {
      name: 'rows',
      label: translate('affiliate-comparisons.column.rows'),
      isFigure: true,
      cell: ({ rows }) => formatNumber(rows),
    },
    {
      name: 'ours',
      label: translate('affiliate-comparisons.column.ours'),
      isFigure: true,
      cell: ({ ours }) => formatDecimal(asMoney(ours), locale, 'negative'),
    },
    {
      name: 'theirs',
      label: translate('affiliate-comparisons.column.theirs'),
      isFigure: true,
      cell: ({ theirs }) => formatDecimal(asMoney(theirs), locale, 'negative'),
    },
    {
      name: 'difference',
      label: translate('affiliate-comparisons.column.difference'),
      isFigure: true,
      cell: ({ ours, theirs }) => formatDecimal(asMoney(difference(theirs, ours)), locale, 'always'),
    },
  ];
  return (
    <SmallTable
      label={translate('affiliate-comparisons.sums')}
      columns={columns}
      rows={sums}
      keyOf={({ kind, currency }) => `${kind} ${currency ?? ''}`}
    />
  );
}
