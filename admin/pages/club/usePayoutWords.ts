import { useIntl } from 'react-intl';

import type { PayoutDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { useCurrencies } from '../../ui/useCurrencies';

type Told = Pick<PayoutDto, 'currency' | 'amount' | 'badge'>;
type Reasoned = Pick<PayoutDto, 'reason'> & Partial<Pick<PayoutDto, 'details'>>;

/** How payouts are told, in the administrator's language. */
export function usePayoutWords() {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { nameOf } = useCurrencies();
  return {
    /** `10.00 Points`, or a badge. */
    what: ({ currency, amount, badge }: Told): string => {
      if (badge !== null) return translate('club.badge', { badge });
      if (currency === null || amount === null) return translate('club.no-amount');
      return translate('missions.amount', {
        amount: formatDecimal(amount, locale, 'negative'),
        currency: nameOf(currency),
      });
    },
    /** Why it waits, or has failed; null: it is paid. */
    why: ({ reason, details = {} }: Reasoned): string | null => {
      if (reason === null) return null;
      const figure = (name: string) => formatDecimal(details[name] ?? '0', locale, 'negative');
      const values = {
        ...{ path: details.path ?? '', pool: details.pool ?? '', cap: details.cap ?? '', period: details.period ?? '' },
        ...{ available: figure('available'), used: figure('used'), limit: figure('limit') },
        problem: details.problem ?? '',
      };
      return translate(`club.reason.${reason}`, values);
    },
  };
}
