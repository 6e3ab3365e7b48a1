import { useIntl } from 'react-intl';

import type { AffiliateComparisonDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';

/** Says which days of UTC a comparison is of. */
export function useWindowText(): (days: Pick<AffiliateComparisonDto, 'startDate' | 'endDate'>) => string {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const dayText = (day: string) => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' });
  return ({ startDate, endDate }) =>
    translate('affiliate-comparisons.window', { start: dayText(startDate), end: dayText(endDate) });
}
