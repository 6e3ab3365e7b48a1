import { useIntl } from 'react-intl';

import type { AffiliateComparisonDto, AffiliateComparisonProblemDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { CutTable } from '../../../../ui/CutTable';
import type { SmallColumn } from '../../../../ui/SmallTable';

interface ProblemsProps {
  readonly comparison: Pick<AffiliateComparisonDto, 'problems' | 'badLines'>;
}

/** The lines that were not compared, and why not. */
export function Problems({ comparison: { problems, badLines } }: ProblemsProps) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const columns: SmallColumn<AffiliateComparisonProblemDto>[] = [
    {
      name: 'line',
      label: translate('affiliate-comparisons.column.line'),
      isHeading: true,
      cell: ({ line }) => formatNumber(line),
    },
    { name: 'problem', label: translate('affiliate-comparisons.column.problem'), cell: ({ problem }) => problem },
  ];
  return (
    <CutTable
      label={translate('affiliate-comparisons.one.bad')}
      columns={columns}
      rows={problems}
      total={badLines}
      keyOf={({ line }) => String(line)}
    />
  );
}
