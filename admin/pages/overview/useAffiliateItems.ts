import { useIntl } from 'react-intl';

import { AFFILIATE_WINDOW_DAYS, type AffiliateEventFilter, type AffiliateTroubleDto } from '../../../server/contract';
import { useListAffiliateSystemsOffQuery } from '../../api/affiliate-systems';
import { useGetAffiliateAttentionQuery } from '../../api/affiliates';
import { queryText } from '../../api/request';
import { useAllowed } from '../../allowed';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import type { AttentionItem } from './attention-item';

const ANEW = { refetchOnMountOrArgChange: true } as const;

const eventsPath = (filter: AffiliateEventFilter) => ({
  pathname: pathOf('affiliate-events'),
  search: queryText({ ...filter }),
});
const howMany = ({ count, isMore }: AffiliateTroubleDto) => ({ events: count, more: isMore ? 'yes' : 'no' });

/** F7. What of affiliate systems and events needs attention, for whoever may see them; systems that were switched off come first. */
export function useAffiliateItems(): readonly AttentionItem[] {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const may = useAllowed();
  const { data: off = [] } = useListAffiliateSystemsOffQuery({}, { ...ANEW, skip: !may('listAffiliateSystemsOff') });
  const { data: events } = useGetAffiliateAttentionQuery({}, { ...ANEW, skip: !may('getAffiliateAttention') });
  const { failed = { count: 0, isMore: false }, waiting = [] } = events ?? {};
  const at = (instant: string) => formatDate(instant, TO_THE_MINUTE);
  return [
    ...off.map(({ code, name, since, why }) => ({
      ...{ key: `off-${code}`, isUrgent: true, count: 1 },
      text: translate('attention.affiliate-off', { name, at: at(since), why }),
      to: pathOf('affiliate-systems', code),
    })),
    {
      ...{ key: 'affiliate-failed', isUrgent: true, count: failed.count },
      text: translate('attention.affiliate-failed', { ...howMany(failed), days: AFFILIATE_WINDOW_DAYS }),
      to: eventsPath({ status: 'failed' }),
    },
    ...waiting.map(({ status, oldestAt, ...trouble }) => ({
      // What is tried again may yet arrive by itself.
      ...{ key: `affiliate-${status}`, isUrgent: status === 'pending', count: trouble.count },
      text: translate(`attention.affiliate-${status}`, { ...howMany(trouble), at: at(oldestAt) }),
      to: eventsPath({ status, startDate: oldestAt.slice(0, 10) }),
    })),
  ];
}
